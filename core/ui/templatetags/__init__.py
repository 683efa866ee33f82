"""``{% load ui %}``: everything a page needs from the component library."""
