"""Agreement among raters: alpha, kappas, ranks, one panel."""
