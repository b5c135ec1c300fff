/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "health.h"

/**
 * SlHealthJudge:
 *
 * Collects what a page says and speaks the verdict, the same way for every platform: green only on a
 * positive statement in a known word about every wanted component. Give it the page's own word
 * first (where the platform has one), then the components, then what is open. The reader that made
 * it owns it and ends it with sl_health_judge_finish().
 */
typedef struct _SlHealthJudge SlHealthJudge;

SlHealthJudge *sl_health_judge_new (const char *platform, const char *const *wanted);
void           sl_health_judge_free (SlHealthJudge *judge);
void           sl_health_judge_set_page_name (SlHealthJudge *judge, const char *name);
void           sl_health_judge_set_page_state (SlHealthJudge *judge, SlHealthState state, const char *word);
void           sl_health_judge_set_page_of_parts (SlHealthJudge *judge);
void           sl_health_judge_set_posted (SlHealthJudge *judge, gint64 posted);
gboolean       sl_health_judge_wants (SlHealthJudge *judge, const SlHealthComponent *component, const char *group_id);
void           sl_health_judge_add_component (SlHealthJudge           *judge,
                                              const SlHealthComponent *component,
                                              const char              *group_id,
                                              const char              *word);
void           sl_health_judge_hear_component (SlHealthJudge           *judge,
                                               const SlHealthComponent *component,
                                               const char              *group_id,
                                               const char              *word);
void           sl_health_judge_add_incident (SlHealthJudge *judge, SlHealthIncident *incident, const char *word);
void           sl_health_judge_add_maintenance (SlHealthJudge *judge, SlHealthIncident *maintenance);
void           sl_health_judge_doubt (SlHealthJudge *judge, const char *reason);
void           sl_health_judge_doubt_shape (SlHealthJudge *judge);
JsonArray     *sl_health_judge_take_list (SlHealthJudge *judge, JsonObject *object, const char *name);
SlHealth      *sl_health_judge_finish (SlHealthJudge *judge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlHealthJudge, sl_health_judge_free)
