"""The driver for gateways that speak HTTP: 企业微信, 钉钉, 短信网关 … by template, none by name."""
