"""The modules of the city's layer: every unit has them."""
