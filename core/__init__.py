"""The ground every module stands on, and nothing about any one module."""
