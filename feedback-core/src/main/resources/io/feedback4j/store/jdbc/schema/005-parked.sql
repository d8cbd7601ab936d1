-- What may have arrived and is not looked up, in the order of the desk. The number is 9999-12-31, which stands for never.
CREATE INDEX delivery_parked ON delivery (updated_at, assistant_id, feedback_id, destination, http_status)
    WHERE state = 'uncertain' AND available_at >= 253402214400000;
