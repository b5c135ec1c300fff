/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "problems.h"

struct _SlProblems
{
  GObject parent_instance;
  GTree  *sentences; /* part to sentence; sorted, so that equal problems are equal variants */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SlProblems, sl_problems, G_TYPE_OBJECT)

static void
sl_problems_finalize (GObject *object)
{
  SlProblems *self = SL_PROBLEMS (object);

  g_tree_unref (self->sentences);

  G_OBJECT_CLASS (sl_problems_parent_class)->finalize (object);
}

static void
sl_problems_class_init (SlProblemsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_problems_finalize;
  changed_signal = g_signal_new ("changed", SL_TYPE_PROBLEMS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static int
compare_parts (gconstpointer first, gconstpointer second, gpointer user_data)
{
  return g_strcmp0 (first, second);
}

static void
sl_problems_init (SlProblems *self)
{
  self->sentences = g_tree_new_full (compare_parts, NULL, g_free, g_free);
}

/**
 * sl_problems_new:
 *
 * Returns: (transfer full): no problems
 */
SlProblems *
sl_problems_new (void)
{
  return g_object_new (SL_TYPE_PROBLEMS, NULL);
}

/**
 * sl_problems_set:
 * @self: the problems
 * @part: what is missing, such as "keyring"
 * @sentence: (nullable): what the user has to do without; %NULL: nothing
 */
void
sl_problems_set (SlProblems *self, const char *part, const char *sentence)
{
  const char *old = g_tree_lookup (self->sentences, part);

  if (g_strcmp0 (old, sentence) == 0)
    return;
  if (sentence != NULL)
    g_tree_replace (self->sentences, g_strdup (part), g_strdup (sentence));
  else
    g_tree_remove (self->sentences, part);
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
add_problem (gpointer part, gpointer sentence, gpointer builder)
{
  g_variant_builder_add (builder, "{ss}", part, sentence);
  return FALSE;
}

/**
 * sl_problems_to_variant:
 * @self: the problems
 *
 * Returns: (transfer floating): a{ss}
 */
GVariant *
sl_problems_to_variant (SlProblems *self)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));

  g_tree_foreach (self->sentences, add_problem, &builder);
  return g_variant_builder_end (&builder);
}
