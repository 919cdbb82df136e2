"""Power measured: array functions of theory applied to the panel, each over many defensible measures."""
