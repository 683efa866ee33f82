"""The office's working time: which days are worked, how many are left, and the light that says so.

Holidays and 调休 come from the ``chinesecalendar`` package, as the State Council announced
them; a day in the city's own table (``calendar_day``) wins. Not here: people's own leave.
"""
