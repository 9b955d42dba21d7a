"""Studies: many points of uncertainties and safeguards, schemes as named scenarios, harms out."""
