"""What the home pages show, gathered from the registries and the apps' own reading."""
