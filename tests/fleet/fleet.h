/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schedule.h"

/* How the provider fails from one to two o'clock; its status page admits it after 20 minutes and
 * clears it at the end. */
typedef enum
{
  FLEET_SERVER_GONE,  /* nothing answers at the mail server */
  FLEET_SIGNIN_FAILS, /* its doors open, but nobody is let in */
} FleetOutage;

/* What one server saw; rates in requests per second. */
typedef struct
{
  double steady_mean; /* from half past ten to one */
  double steady_peak;
  double log_on_peak; /* from eight to half past ten */
  double outage_peak;
  double recovery_peak; /* from two on; for the page, once everybody read that it is over */
} FleetLoad;

typedef struct
{
  FleetLoad mail;       /* doors and sign-ins */
  FleetLoad page;       /* the status page */
  FleetLoad channel;    /* the page of a channel's provider, which is well all day */
  double    doors_each; /* per desktop in the day */
  double    signins_each;
  double    feeds_each;
  double    channel_feeds_each;
} FleetReport;

void   fleet_run (guint n_desktops, FleetOutage outage, guint32 seed, FleetReport *report);
double fleet_page_bytes (const FleetReport *report, guint n_providers, guint n_channels);
