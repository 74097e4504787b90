"""The scorecard kit: interview guide, rating forms and blinded rating packs."""
