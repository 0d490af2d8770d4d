"""One record that goes on as another one in another office."""
