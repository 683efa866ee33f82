"""The demonstration city: real units, made-up people, sample business."""
