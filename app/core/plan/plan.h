/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account.h"
#include "channel.h"
#include "organisation.h"
#include "template.h"

/**
 * SlPlan:
 *
 * A plan: accounts, channels, which channel serves which account, instructions, messages. Holds no
 * secret. It is the user's own, an organisation's (then it says whose), or both put together by
 * plan-merge.h. Reading validates; what the reader does not know survives a rewrite. plan-file.h
 * keeps it on disk. The file's schema is data/plan.schema.json.
 */
#define SL_TYPE_PLAN (sl_plan_get_type ())
G_DECLARE_FINAL_TYPE (SlPlan, sl_plan, SL, PLAN, GObject)

#define SL_PLAN_MAX_BYTES (1024 * 1024) /* a plan is typed by hand; more is a mistake */
#define SL_PLAN_MAX_ACCOUNTS 64
#define SL_PLAN_MAX_CHANNELS 256
#define SL_PLAN_MAX_PRACTISED 1024
#define SL_PLAN_MAX_TEMPLATES 32

typedef enum
{
  SL_PLAN_ERROR_SYNTAX,  /* not JSON or not an object; the message gives line and column */
  SL_PLAN_ERROR_VALUE,   /* wrong type, bad id, duplicate id, bad server; the message names the place */
  SL_PLAN_ERROR_SIZE,    /* larger than SL_PLAN_MAX_BYTES or too many entries */
  SL_PLAN_ERROR_VERSION, /* written by a newer version of the format */
  SL_PLAN_ERROR_FILE,    /* could not be read or written; the message names the file and what to do */
  SL_PLAN_ERROR_CHANGED, /* the file was changed by somebody else since it was loaded */
} SlPlanError;

#define SL_PLAN_ERROR (sl_plan_error_quark ())
GQuark sl_plan_error_quark (void);

SlPlan    *sl_plan_new (void);
SlPlan    *sl_plan_new_from_json (const char *data, gssize length, GError **error);
char      *sl_plan_to_json (SlPlan *self);

GPtrArray *sl_plan_get_accounts (SlPlan *self);
SlAccount *sl_plan_get_account (SlPlan *self, const char *id);
gboolean   sl_plan_set_account (SlPlan *self, const SlAccount *account, GError **error);
gboolean   sl_plan_remove_account (SlPlan *self, const char *id);

GPtrArray *sl_plan_get_channels (SlPlan *self);
SlChannel *sl_plan_get_channel (SlPlan *self, const char *id);
gboolean   sl_plan_set_channel (SlPlan *self, const SlChannel *channel, GError **error);
gboolean   sl_plan_remove_channel (SlPlan *self, const char *id);
GPtrArray *sl_plan_list_channels (SlPlan *self, const SlAccount *account);

GPtrArray  *sl_plan_get_templates (SlPlan *self);
SlTemplate *sl_plan_get_template (SlPlan *self, const char *id);
gboolean    sl_plan_set_template (SlPlan *self, const SlTemplate *template, GError **error);
gboolean    sl_plan_remove_template (SlPlan *self, const char *id);

char      *sl_plan_make_id (SlPlan *self, const char *name);

const SlOrganisation *sl_plan_get_organisation (SlPlan *self);
gboolean sl_plan_set_organisation (SlPlan *self, const SlOrganisation *organisation, GError **error);
const char *sl_plan_get_organisation_address (SlPlan *self);
const char *sl_plan_get_organisation_key (SlPlan *self);
gboolean sl_plan_set_organisation_source (SlPlan *self, const char *address, const char *key, GError **error);

gint64   sl_plan_get_practised (SlPlan *self, const char *channel_id);
gboolean sl_plan_set_practised (SlPlan *self, const char *channel_id, gint64 time);
gboolean sl_plan_remember_practised (SlPlan *self, const char *channel_id, gint64 time);
GList   *sl_plan_list_practised (SlPlan *self);

JsonObject *sl_plan_get_unknown (SlPlan *self);
void        sl_plan_set_unknown (SlPlan *self, JsonObject *unknown);
