"""A child that never comes to an end."""

import time

if __name__ == "__main__":
    time.sleep(600)
