"""How sheets are laid out: tables, pages, charts, row heights, conditional formats."""
