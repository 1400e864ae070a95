"""{% load logistics_words %}: what a delivery price says of itself."""

from django import template

from orders.logistics import words

register = template.Library()
register.filter("price_lines", words.lines_of)
register.filter("weight_rule", words.rule_of)
register.filter("transit_days", words.days_of)
register.filter("on_request_reason", words.reason_of)
register.filter("place", words.place_of)
register.filter("lane_end", words.lane_end)
register.filter("left_out", words.left_out)
register.filter("legs", words.legs_of)
register.filter("containers", words.containers_of)
register.filter("better_term", words.better_term)
