jsonCallback({"drpost": false, "drMessage": null, "services": [{"serviceName": "iCloud Mail", "redirectUrl": null, "events": []}, {"serviceName": "Mail Drop", "redirectUrl": null, "events": []}]});
