"""The page-pay family (`alipay.trade.*`, RSA2) from the company's side."""
