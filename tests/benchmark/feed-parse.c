/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it costs to read a long status page safely, as a ratio to json-glib alone: time and peak
 * memory, each in a process of its own. Prints a line a page; 1.5 is the most it should be. */
#include "feed-reader.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NOW 1789549200 /* 2026-09-16 09:00:00 UTC */
#define ROUNDS 15

typedef struct
{
  gint64 time_us; /* of the processor, the fastest of ROUNDS */
  gint64 peak_kb; /* above what the process had before */
} Cost;

static void
append_component (GString *text, guint number)
{
  g_string_append_printf (
      text,
      "%s{\"id\":\"c%07u\",\"name\":\"Mailbox server %u\",\"status\":\"operational\","
      "\"created_at\":\"2026-01-16T09:00:00.000Z\",\"updated_at\":\"2026-09-16T09:00:00.000Z\","
      "\"position\":%u,\"description\":\"Keeps the mail of some people.\",\"showcase\":false,"
      "\"start_date\":null,\"group_id\":\"g%u\",\"page_id\":\"abcdefghijkl\",\"group\":false,"
      "\"only_show_if_degraded\":false}",
      number > 0 ? "," : "", number, number, number, number % 40);
}

static GBytes *
make_statuspage (gsize length)
{
  g_autoptr (GString) text = g_string_new (
      "{\"page\":{\"id\":\"abcdefghijkl\",\"name\":\"Example Mail\"},\"status\":"
      "{\"indicator\":\"none\",\"description\":\"All Systems Operational\"},\"components\":[");

  for (guint i = 0; text->len + 1000 < length && i < SL_FEED_MAX_ITEMS; i++)
    append_component (text, i);
  g_string_append (text, "],\"incidents\":[],\"scheduled_maintenances\":[]");
  if (text->len + 100 < length)
    {
      g_string_append (text, ",\"note\":\"");
      while (text->len + 3 < length)
        g_string_append_c (text, 'x');
      g_string_append_c (text, '"');
    }
  g_string_append_c (text, '}');
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static GBytes *
make_google (gsize length)
{
  g_autoptr (GString) text = g_string_new ("[");

  for (guint i = 0; text->len + 2000 < length; i++)
    {
      g_string_append_printf (
          text,
          "%s{\"id\":\"i%u\",\"number\":\"%u\",\"begin\":\"2026-08-16T08:00:00+00:00\","
          "\"created\":\"2026-08-16T08:10:00+00:00\",\"end\":\"2026-08-16T09:00:00+00:00\","
          "\"modified\":\"2026-08-16T09:00:00+00:00\",\"external_desc\":\"**Title**\\nMail was "
          "slow.\",\"updates\":[",
          i > 0 ? "," : "", i, i);
      for (guint j = 0; j < 6; j++)
        g_string_append_printf (text,
                                "%s{\"created\":\"2026-08-16T08:%02u:00+00:00\",\"status\":"
                                "\"SERVICE_DISRUPTION\",\"text\":\"We keep looking for the reason "
                                "and tell more when we know more about it.\"}",
                                j > 0 ? "," : "", 50 - j);
      g_string_append (text,
                       "],\"most_recent_update\":{\"status\":\"AVAILABLE\",\"text\":\"It works "
                       "again.\"},\"severity\":\"low\",\"affected_products\":[{\"title\":"
                       "\"Gmail\",\"id\":\"prPt2Yra2CbGsbEm9cpC\"}]}");
    }
  g_string_append_c (text, ']');
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static void
parse_plainly (GBytes *body)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize       length;
  const char *data = g_bytes_get_data (body, &length);

  json_parser_load_from_data (parser, data, length, NULL);
}

static void
read_health (GBytes *body)
{
  g_autoptr (SlHealth) health = sl_feed_read (NULL, body, NOW, NULL);

  if (g_str_equal (health->platform, "unknown"))
    g_printerr ("the page was not recognised: %s\n", health->reason);
}

static gint64
get_peak_kb (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

static gint64
get_processor_time_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static Cost
measure_here (GBytes *body, void (*work) (GBytes *body))
{
  gint64 before_kb = get_peak_kb ();
  Cost   cost = { G_MAXINT64, 0 };

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = get_processor_time_us ();

      work (body);
      cost.time_us = MIN (cost.time_us, get_processor_time_us () - start);
      if (i == 0)
        cost.peak_kb = get_peak_kb () - before_kb;
    }
  return cost;
}

/* In a child, so that neither sees memory that the other one freed. */
static Cost
measure (GBytes *body, void (*work) (GBytes *body))
{
  Cost  cost = { 0, 0 };
  int   ends[2];
  pid_t child;

  if (pipe (ends) != 0)
    return cost;
  child = fork ();
  if (child == 0)
    {
      cost = measure_here (body, work);
      _exit (write (ends[1], &cost, sizeof cost) == sizeof cost ? 0 : 1);
    }
  close (ends[1]);
  if (child < 0 || read (ends[0], &cost, sizeof cost) != sizeof cost)
    g_printerr ("the measuring process failed\n");
  close (ends[0]);
  waitpid (child, NULL, 0);
  return cost;
}

static void
compare (const char *name, GBytes *body)
{
  Cost plain = measure (body, parse_plainly);
  Cost ours = measure (body, read_health);

  printf ("%-28s %7zu bytes  %6.2f ms, %.2f of json-glib   %6.1f MB, %.2f of json-glib\n", name,
          g_bytes_get_size (body), ours.time_us / 1000.0,
          (double) ours.time_us / MAX (plain.time_us, 1), ours.peak_kb / 1024.0,
          (double) ours.peak_kb / MAX (plain.peak_kb, 1));
  fflush (stdout);
}

static void
compare_recording (const char *file)
{
  const char      *given = g_getenv ("STORMLANTERN_RECORDED");
  g_autofree char *folder
      = given != NULL ? g_strdup (given)
                      : g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "recorded", NULL);
  g_autofree char *path = g_build_filename (folder, "feeds", file, NULL);
  g_autoptr (GBytes) body = NULL;
  gsize length;
  char *data;

  if (!g_file_get_contents (path, &data, &length, NULL))
    return;
  body = g_bytes_new_take (data, length);
  compare (file, body);
}

int
main (int argc, char **argv)
{
  g_autoptr (GBytes) statuspage = make_statuspage (260 * 1024);
  g_autoptr (GBytes) google = make_google (400 * 1024);
  g_autoptr (GBytes) longest = make_statuspage (SL_FEED_MAX_BYTES);

  g_test_init (&argc, &argv, NULL);
  compare ("statuspage", statuspage);
  compare ("google-workspace", google);
  compare ("statuspage, the longest", longest);
  compare_recording ("statuspage/twilio-sendgrid-healthy.json");
  compare_recording ("google-workspace/vd-incidents.json");
  return 0;
}
