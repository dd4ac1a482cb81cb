{{ date_spine(var("calendar_start"), var("calendar_end")) }}
