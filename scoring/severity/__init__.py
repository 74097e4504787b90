"""The mixed model that takes raters' severity out of a key and puts its error in."""
