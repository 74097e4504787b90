"""Tables that analysts bring to `twokeys stats`: read, checked and put in shape."""
