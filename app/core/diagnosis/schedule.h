/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "outcome.h"

/**
 * SlScheduleIntervals:
 *
 * How often things happen, in milliseconds. The practice runs the same rules with short ones.
 */
typedef struct
{
  guint door_ms;          /* 5 min */
  guint signin_ms;        /* 15 min; never below 10 for a real account */
  guint feed_ms;          /* 5 min */
  guint feed_incident_ms; /* 2 min: while the feed or our own checks show trouble */
  guint feed_channel_ms;  /* 30 min: the feed of a channel's provider, while every account works */
  guint confirm_ms;       /* 60 s: how soon a first failure is looked at again */
  guint wake_quiet_ms;    /* 30 s: nothing after wake-up or a network change */
  guint backoff_unit_ms;  /* 60 s: one "minute" of the back-off table */
} SlScheduleIntervals;

/* How much longer normal intervals are while a connection costs money or power is to be saved. */
#define SL_SCHEDULE_METERED_FACTOR 3

/* What is done on a schedule. */
typedef enum
{
  SL_DUTY_DOOR,
  SL_DUTY_SIGNIN,
  SL_DUTY_FEED,
} SlDuty;

/* How eagerly a feed is read. */
typedef enum
{
  SL_FEED_PACE_USUAL,
  SL_FEED_PACE_INCIDENT, /* there is trouble about */
  SL_FEED_PACE_CHANNEL,  /* only channels depend on its provider, and nobody needs them now */
} SlFeedPace;

#define SL_SCHEDULE_AT_ONCE G_GINT64_CONSTANT (0)
#define SL_SCHEDULE_NEVER G_MAXINT64 /* only a new secret, or the user, can change that */

/**
 * SlScheduleFacts:
 * @duty: what is to be scheduled
 * @last_ms: when the newest one ended; 0 if it never ran
 * @outcome: what it found. For a feed: %SL_OUTCOME_OK when it was read, any other when it was not
 * @failures: how many in a row failed, the newest included; 0 after a good one
 * @server_wait_ms: how long the server asked us to wait, counted from @last_ms; 0 if it did not
 * @confirm: the newest verdict is pending: this duty's failure is to be looked at again soon
 * @secret_changed: the secret was changed since @last_ms
 * @good_news_ms: when something hinted that trouble is over (the door opened again, the provider's
 *   incident ended, the network came back); 0 if nothing did since @last_ms
 * @shared_news: the good news comes from a place that everybody reads, such as a status page
 * @quiet_until_ms: nothing before this moment (wake-up, pause); 0 if there is no quiet
 * @metered: the connection costs money, or power is to be saved: normal intervals are three times
 *   as long
 * @pace: of a feed, how eagerly it is read
 * @settling: the trouble is over since the newest reading of the feed
 * @random: from [0, 1), drawn by the caller for each call; spreads many clients over time
 *
 * Everything the schedule looks at. Moments are milliseconds of one clock of the caller's choice
 * that is above 0. All zeros with a @duty means: never ran, nothing known.
 */
typedef struct
{
  SlDuty     duty;
  gint64     last_ms;
  SlOutcome  outcome;
  guint      failures;
  gint64     server_wait_ms;
  gboolean   confirm;
  gboolean   secret_changed;
  gint64     good_news_ms;
  gboolean   shared_news;
  gint64     quiet_until_ms;
  gboolean   metered;
  SlFeedPace pace;
  gboolean   settling;
  double     random;
} SlScheduleFacts;

gint64 sl_schedule_next_due_ms (const SlScheduleIntervals *intervals, const SlScheduleFacts *facts);
gint64 sl_schedule_backoff_ms (const SlScheduleIntervals *intervals, guint failures);
gint64 sl_schedule_jitter_ms (gint64 duration_ms, double random);
