/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fleet.h"

#include "watcher.h"

#include <math.h>

/* Moments are seconds of the day; the fleet knows nothing finer. */
#define DAY_BEGINS (8 * 3600)
#define DAY_ENDS (18 * 3600)
#define N_SECONDS (DAY_ENDS - DAY_BEGINS)
#define LOG_ON_PEAK (9 * 3600)
#define LOG_ON_SPREAD (5 * 60) /* standard deviation */
#define STEADY_BEGINS (10 * 3600 + 1800)
#define OUTAGE_BEGINS (13 * 3600)
#define OUTAGE_ENDS (14 * 3600)
#define PAGE_ADMITS (OUTAGE_BEGINS + 20 * 60)
/* Until it read the page once more, a desktop cannot know that it is over. */
#define INCIDENT_PACE (5 * 60)
/* What was read so few seconds ago is not read again. */
#define JUST_NOW 30
/* What a desktop does: the three duties at its account's provider, and reading the page of a
 * channel's. */
#define CHANNEL_FEED (SL_DUTY_FEED + 1)
#define N_DUTIES 4
#define NOBODY G_MAXUINT32
/* So many desktops are counted by the second; fewer in longer spans, so that chance weighs the
 * same. */
#define COUNTED_BY_SECOND 1000000
/* A channel's page is read so many times more seldom. */
#define RARER 6

/* One duty of one desktop, small so that millions fit into memory. */
typedef struct
{
  guint32 next, previous; /* in the list of its second */
  guint32 due;
  guint32 last; /* when it ran last, 0 if never */
  guint32 news; /* when good news came, 0 if none */
  guint8  outcome;
  guint8  failures;
  guint8  trouble;  /* of a feed: it reports trouble */
  guint8  pace;     /* of a feed: SlFeedPace */
  guint8  settling; /* of a feed: there was until now */
} Duty;

typedef struct
{
  FleetOutage outage;
  guint       n_desktops;
  Duty       *duties; /* N_DUTIES for each desktop */
  guint32    *lists;  /* the first duty of each second */
  guint32    *counts[N_DUTIES];
  GRand      *random;
} Fleet;

static void
enqueue (Fleet *fleet, guint32 index, gint64 due)
{
  Duty    *duty = &fleet->duties[index];
  guint32 *list;

  duty->due = (guint32) CLAMP (due, DAY_BEGINS, DAY_ENDS);
  if (duty->due == DAY_ENDS)
    return;
  list = &fleet->lists[duty->due - DAY_BEGINS];
  duty->next = *list;
  duty->previous = NOBODY;
  if (*list != NOBODY)
    fleet->duties[*list].previous = index;
  *list = index;
}

static void
dequeue (Fleet *fleet, guint32 index)
{
  Duty *duty = &fleet->duties[index];

  if (duty->due == DAY_ENDS)
    return;
  if (duty->previous != NOBODY)
    fleet->duties[duty->previous].next = duty->next;
  else
    fleet->lists[duty->due - DAY_BEGINS] = duty->next;
  if (duty->next != NOBODY)
    fleet->duties[duty->next].previous = duty->previous;
}

/* Half the people come at nine, the others when they like between eight and ten. */
static guint32
draw_log_on (Fleet *fleet)
{
  double length = sqrt (-2.0 * log (g_rand_double_range (fleet->random, 1e-12, 1.0)));
  double angle = g_rand_double_range (fleet->random, 0.0, 2.0 * G_PI);

  if (g_rand_boolean (fleet->random))
    return g_rand_int_range (fleet->random, DAY_BEGINS, DAY_BEGINS + 2 * 3600);
  return LOG_ON_PEAK + (gint32) (LOG_ON_SPREAD * length * cos (angle));
}

static SlOutcome
ask_provider (const Fleet *fleet, guint kind, guint32 now)
{
  gboolean down = now >= OUTAGE_BEGINS && now < OUTAGE_ENDS;

  if (!down || kind >= SL_DUTY_FEED)
    return SL_OUTCOME_OK;
  if (fleet->outage == FLEET_SERVER_GONE)
    return SL_OUTCOME_CONNECTION_REFUSED;
  return kind == SL_DUTY_SIGNIN ? SL_OUTCOME_AUTH_UNAVAILABLE : SL_OUTCOME_OK;
}

/* The real rules say when it is due next. */
static void
plan (Fleet *fleet, guint32 index, guint32 now, gboolean shared_news)
{
  Duty           *duty = &fleet->duties[index];
  guint           kind = index % N_DUTIES;
  SlScheduleFacts facts = {
    .duty = MIN (kind, SL_DUTY_FEED),
    .last_ms = (gint64) duty->last * 1000,
    .outcome = duty->outcome,
    .failures = duty->failures,
    .confirm = kind < SL_DUTY_FEED && duty->failures == 1,
    .pace = duty->pace,
    .settling = duty->settling,
    .good_news_ms = (gint64) duty->news * 1000,
    .shared_news = shared_news,
    .random = g_rand_double (fleet->random),
  };
  gint64 due_ms = sl_schedule_next_due_ms (&sl_watch_intervals_default, &facts);

  enqueue (fleet, index, due_ms == SL_SCHEDULE_NEVER ? DAY_ENDS : MAX (due_ms / 1000, now));
}

/* As the watcher does: a failing sign-in is worth trying now. */
static void
tell_good_news (Fleet *fleet, guint32 index, guint32 now, gboolean shared_news)
{
  Duty *signin = &fleet->duties[index];

  if (signin->failures == 0 || signin->news != 0)
    return;
  dequeue (fleet, index);
  signin->news = now;
  plan (fleet, index, now, shared_news);
}

static void
set_pace (Fleet *fleet, guint32 index, SlFeedPace pace, guint32 now)
{
  Duty *feed = &fleet->duties[index];

  if (feed->pace == pace)
    return;
  feed->settling = feed->pace == SL_FEED_PACE_INCIDENT && pace == SL_FEED_PACE_USUAL;
  feed->pace = pace;
  if (feed->last == 0)
    return;
  dequeue (fleet, index);
  plan (fleet, index, now, FALSE);
}

/* As the watcher does: the page is read more often while there is trouble about, and that of a
 * channel seldom while there is none. */
static void
pace_feeds (Fleet *fleet, guint32 first, guint32 now)
{
  gboolean fails = fleet->duties[first + SL_DUTY_SIGNIN].failures > 1;
  gboolean trouble = fleet->duties[first + SL_DUTY_FEED].trouble;

  set_pace (fleet, first + SL_DUTY_FEED,
            trouble || fails ? SL_FEED_PACE_INCIDENT : SL_FEED_PACE_USUAL, now);
  set_pace (fleet, first + CHANNEL_FEED,
            trouble || fails ? SL_FEED_PACE_USUAL : SL_FEED_PACE_CHANNEL, now);
}

/* As the watcher does: at the first failure everybody looks whether the channels are well. */
static void
hurry_channel (Fleet *fleet, guint32 index, guint32 now)
{
  Duty *feed = &fleet->duties[index];

  if (feed->last == 0 || feed->news != 0 || now - feed->last < JUST_NOW)
    return;
  dequeue (fleet, index);
  feed->news = now;
  plan (fleet, index, now, FALSE);
}

/* As the watcher does: a door that opens again, and a page that clears, are good news. */
static void
run (Fleet *fleet, guint32 index, guint32 now)
{
  Duty     *duty = &fleet->duties[index];
  guint     kind = index % N_DUTIES;
  guint32   first = index - kind;
  SlOutcome outcome = ask_provider (fleet, kind, now);
  gboolean  trouble = kind == SL_DUTY_FEED && now >= PAGE_ADMITS && now < OUTAGE_ENDS;
  gboolean  opens = kind == SL_DUTY_DOOR && duty->failures > 0 && outcome == SL_OUTCOME_OK;
  gboolean  clears = duty->trouble && !trouble;

  fleet->counts[kind][now - DAY_BEGINS]++;
  duty->last = now;
  duty->news = 0;
  duty->outcome = outcome;
  duty->failures = outcome == SL_OUTCOME_OK ? 0 : MIN (duty->failures + 1, G_MAXUINT8);
  duty->trouble = trouble;
  duty->settling = FALSE;
  plan (fleet, index, now, FALSE);
  if (opens || clears)
    tell_good_news (fleet, first + SL_DUTY_SIGNIN, now, clears);
  if (duty->failures == 1)
    hurry_channel (fleet, first + CHANNEL_FEED, now);
  pace_feeds (fleet, first, now);
}

static void
live_through_the_day (Fleet *fleet)
{
  for (guint32 i = 0; i < fleet->n_desktops; i++)
    {
      guint32 log_on = draw_log_on (fleet);

      for (guint32 kind = 0; kind < N_DUTIES; kind++)
        enqueue (fleet, i * N_DUTIES + kind, log_on);
      fleet->duties[i * N_DUTIES + CHANNEL_FEED].pace = SL_FEED_PACE_CHANNEL;
    }
  for (guint32 now = DAY_BEGINS; now < DAY_ENDS; now++)
    {
      while (fleet->lists[now - DAY_BEGINS] != NOBODY)
        {
          guint32 index = fleet->lists[now - DAY_BEGINS];

          dequeue (fleet, index);
          run (fleet, index, now);
        }
    }
}

/* What it saw */

static double
count_requests (const Fleet *fleet, const gboolean *kinds, guint32 from, guint32 to)
{
  double n_requests = 0;

  for (guint kind = 0; kind < N_DUTIES; kind++)
    for (guint32 now = from; kinds[kind] && now < to; now++)
      n_requests += fleet->counts[kind][now - DAY_BEGINS];
  return n_requests;
}

static double
find_peak (const Fleet *fleet, const gboolean *kinds, guint32 from, guint32 to)
{
  guint32 span = MAX (1, COUNTED_BY_SECOND / fleet->n_desktops) * (kinds[CHANNEL_FEED] ? RARER : 1);
  double  peak = 0;

  for (guint32 now = from; now + span <= to; now += span)
    peak = MAX (peak, count_requests (fleet, kinds, now, now + span) / span);
  return peak;
}

static FleetLoad
measure (const Fleet *fleet, const gboolean *kinds, guint32 recovered)
{
  return (FleetLoad){
    .steady_mean
    = count_requests (fleet, kinds, STEADY_BEGINS, OUTAGE_BEGINS) / (OUTAGE_BEGINS - STEADY_BEGINS),
    .steady_peak = find_peak (fleet, kinds, STEADY_BEGINS, OUTAGE_BEGINS),
    .log_on_peak = find_peak (fleet, kinds, DAY_BEGINS, STEADY_BEGINS),
    .outage_peak = find_peak (fleet, kinds, OUTAGE_BEGINS, OUTAGE_ENDS),
    .recovery_peak = find_peak (fleet, kinds, recovered, DAY_ENDS),
  };
}

static double
count_each (const Fleet *fleet, guint kind)
{
  gboolean kinds[N_DUTIES] = { FALSE };

  kinds[kind] = TRUE;
  return count_requests (fleet, kinds, DAY_BEGINS, DAY_ENDS) / fleet->n_desktops;
}

/**
 * fleet_run:
 * @n_desktops: how many desktops watch the one provider, each with one account and one channel that
 *   is of another provider
 * @outage: how the provider fails
 * @seed: for the random numbers; the same seed, the same day
 * @report: (out): what the provider's servers saw
 *
 * Lives through a working day with the real rules of core/schedule and the intervals of the
 * service. Time is a number here, so the result does not depend on the computer.
 */
void
fleet_run (guint n_desktops, FleetOutage outage, guint32 seed, FleetReport *report)
{
  const gboolean mail[N_DUTIES] = { [SL_DUTY_DOOR] = TRUE, [SL_DUTY_SIGNIN] = TRUE };
  const gboolean page[N_DUTIES] = { [SL_DUTY_FEED] = TRUE };
  const gboolean channel[N_DUTIES] = { [CHANNEL_FEED] = TRUE };
  Fleet          fleet = { .outage = outage, .n_desktops = n_desktops };

  fleet.duties = g_new0 (Duty, (gsize) n_desktops * N_DUTIES);
  fleet.lists = g_new (guint32, N_SECONDS);
  for (guint i = 0; i < N_SECONDS; i++)
    fleet.lists[i] = NOBODY;
  for (guint kind = 0; kind < N_DUTIES; kind++)
    fleet.counts[kind] = g_new0 (guint32, N_SECONDS);
  fleet.random = g_rand_new_with_seed (seed);

  live_through_the_day (&fleet);
  report->mail = measure (&fleet, mail, OUTAGE_ENDS);
  report->page = measure (&fleet, page, OUTAGE_ENDS + INCIDENT_PACE);
  report->channel = measure (&fleet, channel, OUTAGE_ENDS + INCIDENT_PACE);
  report->doors_each = count_each (&fleet, SL_DUTY_DOOR);
  report->signins_each = count_each (&fleet, SL_DUTY_SIGNIN);
  report->feeds_each = count_each (&fleet, SL_DUTY_FEED);
  report->channel_feeds_each = count_each (&fleet, CHANNEL_FEED);

  g_rand_free (fleet.random);
  for (guint kind = 0; kind < N_DUTIES; kind++)
    g_free (fleet.counts[kind]);
  g_free (fleet.lists);
  g_free (fleet.duties);
}

/**
 * fleet_page_bytes:
 * @report: a day
 * @n_providers: whose pages one desktop reads for its accounts
 * @n_channels: whose pages it reads for its channels
 *
 * An estimate: each request is answered with 304 after a resumed TLS 1.3 handshake, but for a few
 * bodies: one in the morning and one for each change of the page during the outage.
 *
 * Returns: what the pages of one desktop cost in the day, in bytes
 */
double
fleet_page_bytes (const FleetReport *report, guint n_providers, guint n_channels)
{
  const double not_modified_bytes = 2200; /* handshake 1200, question 400, answer 600 */
  const double body_bytes = 20000;        /* a page of 100 KB, compressed */
  const double n_bodies = 3;

  return n_providers * (report->feeds_each * not_modified_bytes + n_bodies * body_bytes)
         + n_channels * (report->channel_feeds_each * not_modified_bytes + body_bytes);
}
