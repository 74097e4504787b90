"""The workspace: its folders, its configuration and the starter it begins with."""
