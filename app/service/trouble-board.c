/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "trouble-board.h"

#include "notice-words.h"
#include "trouble-group.h"

struct _SlTroubleBoard
{
  GObject              parent_instance;
  SlNotifier          *notifier;
  SlPlan              *plan;
  SlProviderCatalogue *catalogue;
  char               **troubled; /* nullable: ids of providers */
  GHashTable          *groups;   /* notice's id -> SlTroubleGroup */
  gboolean             practice;
};

G_DEFINE_FINAL_TYPE (SlTroubleBoard, sl_trouble_board, G_TYPE_OBJECT)

static void
sl_trouble_board_finalize (GObject *object)
{
  SlTroubleBoard *self = SL_TROUBLE_BOARD (object);

  g_hash_table_unref (self->groups);
  g_clear_object (&self->notifier);
  g_clear_object (&self->plan);
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->troubled, g_strfreev);
  G_OBJECT_CLASS (sl_trouble_board_parent_class)->finalize (object);
}

static void
sl_trouble_board_class_init (SlTroubleBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_trouble_board_finalize;
}

static void
sl_trouble_board_init (SlTroubleBoard *self)
{
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                        (GDestroyNotify) sl_trouble_group_free);
}

static gboolean
is_trouble (SlState state)
{
  return state == SL_STATE_DEGRADED || state == SL_STATE_ACTION_NEEDED || state == SL_STATE_OUTAGE;
}

/* A practice has one notice, whose id its starter knows. No account's id has a "/". */
static char *
make_provider_id (SlTroubleBoard *self, const char *account_id, const SlAccountStatus *status)
{
  if (self->practice || status == NULL || status->provider == NULL)
    return g_strdup (account_id);
  return g_strconcat ("provider/", status->provider, NULL);
}

/* What a provider has is the same for all its accounts; the rest is each account's own. */
static char *
make_notice_id (SlTroubleBoard *self, const SlTransition *transition, const SlAccountStatus *status)
{
  SlCause cause = transition->verdict->cause;

  if (cause != SL_CAUSE_PROVIDER && cause != SL_CAUSE_PROVIDER_UNCONFIRMED)
    return g_strdup (transition->account_id);
  return make_provider_id (self, transition->account_id, status);
}

static SlTroubleGroup *
find_group (SlTroubleBoard *self, const char *account_id)
{
  GHashTableIter iter;
  gpointer       group;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    if (sl_trouble_group_find (group, account_id) != NULL)
      return group;
  return NULL;
}

static SlTroubleGroup *
ensure_group (SlTroubleBoard *self, const char *id)
{
  SlTroubleGroup *group = g_hash_table_lookup (self->groups, id);

  if (group == NULL)
    {
      group = sl_trouble_group_new (id);
      g_hash_table_insert (self->groups, group->id, group);
    }
  return group;
}

/* Showing */

static void
show_words (SlTroubleBoard *self,
            const char     *id,
            const char     *target,
            SlNoticeWords  *words,
            gboolean        only_in_place)
{
  SlNotice *notice;

  if (self->practice)
    sl_notice_words_mark (words);
  notice = sl_notice_new (id, words->title, words->body, words->urgency, SL_APPLICATION_ID);
  g_free (notice->target);
  notice->target = g_strdup (target);
  notice->action_label = g_strdup (words->action_label);
  notice->only_in_place = only_in_place;
  sl_notifier_send (self->notifier, notice);
}

static void
show_group (SlTroubleBoard *self, SlTroubleGroup *group, gboolean only_in_place)
{
  SlTroubleMember *worst;
  g_auto (GStrv) names = NULL;
  g_autoptr (SlNoticeWords) words = NULL;

  sl_trouble_group_sort (group, self->plan);
  worst = sl_trouble_group_find_worst (group);
  names = sl_trouble_group_list_names (group);
  words = sl_notice_words_new (worst->transition, worst->status, self->plan, self->catalogue,
                               (const char *const *) names, (const char *const *) self->troubled);

  if (sl_trouble_group_is_urgent (group))
    words->urgency = SL_NOTICE_URGENT;
  show_words (self, group->id, worst->transition->account_id, words, only_in_place);
}

/* The account no longer belongs to the notice, which is about the others or goes. */
static void
leave (SlTroubleBoard *self, SlTroubleGroup *group, const char *account_id)
{
  sl_trouble_group_remove (group, account_id);
  if (group->members->len > 0)
    {
      show_group (self, group, TRUE);
      return;
    }
  sl_notifier_withdraw (self->notifier, group->id);
  g_hash_table_remove (self->groups, group->id);
}

static void
join_group (SlTroubleBoard  *self,
            SlTransition    *transition,
            SlAccountStatus *status,
            gboolean         only_in_place)
{
  g_autofree char *id = make_notice_id (self, transition, status);
  SlTroubleGroup  *former = find_group (self, transition->account_id);
  SlTroubleGroup  *group;

  if (former != NULL && !g_str_equal (former->id, id))
    {
      leave (self, former, transition->account_id);
      only_in_place = FALSE;
    }
  group = ensure_group (self, id);
  sl_trouble_group_put (group, transition, status);
  show_group (self, group, only_in_place);
}

/* The last one that recovers tells it for all. Where the notice is down already, as after a pause,
 * the recoveries take each other's place, since each speaks of the provider. */
static void
tell_recovery (SlTroubleBoard  *self,
               SlTroubleGroup  *group,
               SlTransition    *transition,
               SlAccountStatus *status)
{
  g_autofree char *id = NULL;
  g_auto (GStrv) names = NULL;
  g_autoptr (SlNoticeWords) words = NULL;

  id = group != NULL ? g_strdup (group->id)
                     : make_provider_id (self, transition->account_id, status);
  if (group != NULL)
    {
      sl_trouble_group_recover (group, transition->account_id);
      if (group->members->len > 0)
        {
          show_group (self, group, TRUE);
          return;
        }
      sl_trouble_group_sort (group, self->plan);
      names = sl_trouble_group_list_names (group);
    }
  words = sl_notice_words_new (transition, status, self->plan, self->catalogue,
                               (const char *const *) names, (const char *const *) self->troubled);
  show_words (self, id, transition->account_id, words, FALSE);
  if (group != NULL)
    g_hash_table_remove (self->groups, group->id);
}

/**
 * sl_trouble_board_new:
 * @notifier: shows the notices
 * @practice: whether each must say that it is only practised
 *
 * Returns: (transfer full): a board with nothing on it
 */
SlTroubleBoard *
sl_trouble_board_new (SlNotifier *notifier, gboolean practice)
{
  SlTroubleBoard *self = g_object_new (SL_TYPE_TROUBLE_BOARD, NULL);

  self->notifier = g_object_ref (notifier);
  self->practice = practice;
  return self;
}

/**
 * sl_trouble_board_set_plan:
 * @self: a board
 * @plan: for the channels to suggest
 * @catalogue: for their order
 */
void
sl_trouble_board_set_plan (SlTroubleBoard *self, SlPlan *plan, SlProviderCatalogue *catalogue)
{
  g_set_object (&self->plan, plan);
  g_set_object (&self->catalogue, catalogue);
}

/**
 * sl_trouble_board_set_troubled:
 * @self: a board
 * @providers: (transfer full) (array zero-terminated=1): ids of providers whose status pages report
 *   trouble; a channel that depends on one is not suggested first
 */
void
sl_trouble_board_set_troubled (SlTroubleBoard *self, char **providers)
{
  g_strfreev (self->troubled);
  self->troubled = providers;
}

/**
 * sl_trouble_board_tell:
 * @self: a board
 * @transition: what the user is to be told
 * @status: (nullable): the account's newest status
 */
void
sl_trouble_board_tell (SlTroubleBoard *self, SlTransition *transition, SlAccountStatus *status)
{
  if (is_trouble (transition->to))
    join_group (self, transition, status, FALSE);
  else
    tell_recovery (self, find_group (self, transition->account_id), transition, status);
}

/**
 * sl_trouble_board_note:
 * @self: a board
 * @transition: what the user is not to be told
 *
 * Takes down what is no longer true. While the user is offline, or nothing is known, what was said
 * last still stands.
 */
void
sl_trouble_board_note (SlTroubleBoard *self, SlTransition *transition)
{
  SlTroubleGroup *group = find_group (self, transition->account_id);

  if (group != NULL && transition->to != SL_STATE_OFFLINE && transition->to != SL_STATE_UNKNOWN)
    leave (self, group, transition->account_id);
}

static gboolean
says_the_same (const SlVerdict *one, const SlVerdict *other)
{
  return one->cause == other->cause && g_strcmp0 (one->headline, other->headline) == 0;
}

/**
 * sl_trouble_board_refresh:
 * @self: a board
 * @account_id: an account
 * @status: (nullable): its newest status; %NULL if it is watched no more
 *
 * Puts a new cause in the place of the old one, and takes down what is muted, paused or gone.
 */
void
sl_trouble_board_refresh (SlTroubleBoard *self, const char *account_id, SlAccountStatus *status)
{
  SlTroubleGroup  *group = find_group (self, account_id);
  SlTroubleMember *member = group != NULL ? sl_trouble_group_find (group, account_id) : NULL;
  g_autoptr (SlTransition) news = NULL;

  if (member == NULL)
    return;
  if (status == NULL || status->muted_until != 0 || status->verdict->state == SL_STATE_PAUSED)
    {
      leave (self, group, account_id);
      return;
    }
  if (status->verdict->pending || status->verdict->state != member->transition->to
      || says_the_same (status->verdict, member->transition->verdict))
    return;
  news = sl_transition_new (account_id, status->name, member->transition->to, status->verdict);
  news->time = member->transition->time;
  news->urgent = member->transition->urgent;
  join_group (self, news, status, TRUE);
}

/**
 * sl_trouble_board_list_accounts:
 * @self: a board
 *
 * Returns: (transfer full) (element-type utf8): the ids of the accounts that a notice is about
 */
GPtrArray *
sl_trouble_board_list_accounts (SlTroubleBoard *self)
{
  GPtrArray     *accounts = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      SlTroubleGroup *group = value;

      for (guint i = 0; i < group->members->len; i++)
        {
          SlTroubleMember *member = g_ptr_array_index (group->members, i);

          g_ptr_array_add (accounts, g_strdup (member->transition->account_id));
        }
    }
  return accounts;
}

/**
 * sl_trouble_board_clear:
 * @self: a board
 *
 * Takes every notice down.
 */
void
sl_trouble_board_clear (SlTroubleBoard *self)
{
  GHashTableIter iter;
  gpointer       id;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    sl_notifier_withdraw (self->notifier, id);
  g_hash_table_remove_all (self->groups);
}
