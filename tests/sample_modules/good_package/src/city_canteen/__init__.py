"""The canteen's menu of the day, and who eats there.

Not here: payment for meals, and the kitchen's purchases.
"""
