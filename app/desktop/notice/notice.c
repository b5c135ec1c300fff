/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "notice.h"

#include "plain-text.h"

#define MAX_TITLE_CHARACTERS 120
#define MAX_BODY_CHARACTERS 180 /* what the smallest popups show without cutting it off */

/**
 * sl_notice_new:
 * @id: one notice per id
 * @title: one line; lines are joined
 * @body: what to do
 * @urgency: how much it disturbs
 * @icon_name: (nullable): a themed icon
 *
 * Returns: (transfer full): the notice, its texts shortened and freed from markup
 */
SlNotice *
sl_notice_new (const char     *id,
               const char     *title,
               const char     *body,
               SlNoticeUrgency urgency,
               const char     *icon_name)
{
  SlNotice *notice = g_new0 (SlNotice, 1);

  notice->id = g_strdup (id);
  notice->title = g_strdelimit (sl_plain_text (title, MAX_TITLE_CHARACTERS), "\n", ' ');
  notice->body = sl_plain_text (body, MAX_BODY_CHARACTERS);
  notice->icon_name = g_strdup (icon_name);
  notice->urgency = urgency;
  notice->target = g_strdup (id);
  return notice;
}

/**
 * sl_notice_copy:
 * @notice: a notice
 *
 * Returns: (transfer full): another one like it
 */
SlNotice *
sl_notice_copy (const SlNotice *notice)
{
  SlNotice *copy = g_new0 (SlNotice, 1);

  copy->id = g_strdup (notice->id);
  copy->title = g_strdup (notice->title);
  copy->body = g_strdup (notice->body);
  copy->icon_name = g_strdup (notice->icon_name);
  copy->urgency = notice->urgency;
  copy->target = g_strdup (notice->target);
  copy->action_label = g_strdup (notice->action_label);
  copy->only_in_place = notice->only_in_place;
  copy->lifetime_ms = notice->lifetime_ms;
  return copy;
}

/**
 * sl_notice_get_spoken_urgency:
 * @notice: a notice
 *
 * GNOME Shell puts what is of low urgency into its list without showing it (messageTray.js,
 * showNotification). Whoever was told of an outage there would never be told that it is over.
 *
 * Returns: the urgency with which this desktop shows the notice as others show @notice's own
 */
SlNoticeUrgency
sl_notice_get_spoken_urgency (const SlNotice *notice)
{
  const char *desktop = g_getenv ("XDG_CURRENT_DESKTOP");
  g_auto (GStrv) names = g_strsplit (desktop != NULL ? desktop : "", ":", -1);

  if (notice->urgency == SL_NOTICE_LOW && g_strv_contains ((const char *const *) names, "GNOME"))
    return SL_NOTICE_NORMAL;
  return notice->urgency;
}

/**
 * sl_notice_free:
 * @notice: (transfer full): a notice
 */
void
sl_notice_free (SlNotice *notice)
{
  g_free (notice->id);
  g_free (notice->target);
  g_free (notice->action_label);
  g_free (notice->title);
  g_free (notice->body);
  g_free (notice->icon_name);
  g_free (notice);
}
