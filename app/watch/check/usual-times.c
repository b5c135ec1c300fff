/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "usual-times.h"

#include <string.h>

typedef struct
{
  int timings_ms[SL_N_STAGES];
} Times;

struct _SlUsualTimes
{
  GHashTable *kept; /* kind and protocol -> GArray of Times, oldest first */
};

static gpointer
make_key (SlCheckKind kind, SlProtocol protocol)
{
  return GINT_TO_POINTER ((int) protocol * 2 + (kind == SL_CHECK_KIND_SIGNIN ? 1 : 0));
}

/**
 * sl_usual_times_new:
 *
 * Returns: (transfer full): times that know nothing yet
 */
SlUsualTimes *
sl_usual_times_new (void)
{
  SlUsualTimes *self = g_new0 (SlUsualTimes, 1);

  self->kept = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  return self;
}

/**
 * sl_usual_times_free:
 * @self: (transfer full) (nullable): times
 */
void
sl_usual_times_free (SlUsualTimes *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->kept);
  g_free (self);
}

/**
 * sl_usual_times_add:
 * @self: times
 * @result: a check; only a good one tells what is usual
 */
void
sl_usual_times_add (SlUsualTimes *self, const SlCheckResult *result)
{
  gpointer key = make_key (result->kind, result->protocol);
  GArray  *kept = g_hash_table_lookup (self->kept, key);
  Times    times;

  if (!sl_outcome_is_good (result->outcome) || result->timings_ms[SL_STAGE_DONE] <= 0)
    return;
  if (kept == NULL)
    {
      kept = g_array_new (FALSE, FALSE, sizeof (Times));
      g_hash_table_insert (self->kept, key, kept);
    }
  if (kept->len >= SL_USUAL_TIMES_KEPT)
    g_array_remove_index (kept, 0);
  memcpy (times.timings_ms, result->timings_ms, sizeof times.timings_ms);
  g_array_append_val (kept, times);
}

static int
compare_numbers (gconstpointer first, gconstpointer second)
{
  return *(const int *) first - *(const int *) second;
}

static int
find_median (const GArray *kept, int stage)
{
  int   numbers[SL_USUAL_TIMES_KEPT];
  guint n_numbers = 0;

  for (guint i = 0; i < kept->len; i++)
    {
      int timing_ms = g_array_index (kept, Times, i).timings_ms[stage];

      if (timing_ms >= 0)
        numbers[n_numbers++] = timing_ms;
    }
  if (n_numbers < SL_USUAL_TIMES_NEEDED)
    return 0;
  qsort (numbers, n_numbers, sizeof (int), compare_numbers);
  return MAX (numbers[n_numbers / 2], 1);
}

/**
 * sl_usual_times_read:
 * @self: times
 * @kind: door or sign-in
 * @protocol: of which server
 * @usual_ms: (out caller-allocates) (array fixed-size=8): the medians in milliseconds, index
 *   #SlStage, the last one the total; 0 where too few checks are known
 */
void
sl_usual_times_read (const SlUsualTimes *self, SlCheckKind kind, SlProtocol protocol, int *usual_ms)
{
  const GArray *kept = g_hash_table_lookup (self->kept, make_key (kind, protocol));

  for (int stage = 0; stage < SL_N_STAGES; stage++)
    usual_ms[stage] = kept != NULL ? find_median (kept, stage) : 0;
}
