"""MTN MoMo from the phone company's side: Collection and Disbursement, version 1_0, as on momodeveloper.mtn.com."""
