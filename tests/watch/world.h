/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "manual-clock.h"
#include "memory-secrets.h"
#include "silent-secrets.h"
#include "temporary-folder.h"
#include "watcher-seams.h"

/* A small world around a real watcher: the time, the servers and the status pages do what the test
 * says. Servers are known by their host, "*" is any; they answer "ok" unless told otherwise. */
typedef struct
{
  char                *folder;
  ManualClock         *clock;
  SlMemorySecrets     *secrets;
  SilentSecrets       *keyring;     /* through which the watcher sees them */
  SlProviderCatalogue *catalogue;
  SlWatcher           *watcher;
  GPtrArray           *transitions; /* SlTransition */
  GHashTable          *answers;     /* "HOST/KIND" -> SlOutcome + 1 */
  GHashTable          *counts;      /* "HOST/KIND" or feed address -> how often */
  GHashTable          *pages;       /* feed address -> body; absent: nothing answers */
  GHashTable          *errors;      /* feed address -> SlFeedError + 1, where no page is */
  GPtrArray           *pending;     /* GTask: checks that hang */
  gboolean             hang;
  char                *pinned_key;  /* nullable: of the newest check */
  guint                retry_after_seconds;
  guint                feed_retry_after_seconds;
  guint                n_running;
  guint                max_running;
} World;

#define WORLD_FEED "https://status.example.org/api/v2/summary.json"
#define WORLD_CHAT_FEED "https://status.chat.example.org/api/v2/summary.json"
#define WORLD_PAGE_FINE                                                                            \
  "{\"page\":{\"id\":\"p\",\"name\":\"Example\"},\"status\":{\"indicator\":\"none\"},"             \
  "\"components\":[{\"id\":\"m\",\"name\":\"Mail\",\"status\":\"operational\"},"                   \
  "{\"id\":\"i\",\"name\":\"Sign-in\",\"status\":\"operational\"}],\"incidents\":[]}"
#define WORLD_PAGE_TROUBLE                                                                         \
  "{\"page\":{\"id\":\"p\",\"name\":\"Example\"},\"status\":{\"indicator\":\"major\"},"            \
  "\"components\":[{\"id\":\"m\",\"name\":\"Mail\",\"status\":\"operational\"},"                   \
  "{\"id\":\"i\",\"name\":\"Sign-in\",\"status\":\"major_outage\"}],"                              \
  "\"incidents\":[{\"id\":\"x\",\"name\":\"Sign-in fails\",\"status\":\"investigating\","          \
  "\"impact\":\"major\",\"shortlink\":\"https://status.example.org/x\","                           \
  "\"components\":[{\"id\":\"i\"}]}]}"

#define WORLD_IDENTITY "https://identity.example.org/one"
#define WORLD_IDENTITY_TWO "https://identity.example.org/two"
#define WORLD_IDENTITY_THREE "https://identity.example.org/three"

#define WORLD_PLAN_ONE                                                                             \
  "{\"version\":1,\"accounts\":[{\"id\":\"work\",\"name\":\"Work\",\"address\":"                   \
  "\"ann@example.org\",\"provider\":\"example\",\"important\":true,"                               \
  "\"servers\":[\"imaps://ann@imap.example.org\"]}]}"

void     world_set_up (World *world, gconstpointer plan);
void     world_tear_down (World *world, gconstpointer plan);
void     world_restart (World *world, const char *plan);
void     world_set_plan (World *world, const char *plan);
void     world_set_secret (World *world, const char *account_id, const char *secret);
void     world_answer (World *world, const char *host, SlCheckKind kind, SlOutcome outcome);
void     world_break (World *world, const char *url, SlFeedError error);
void     world_let_go (World *world);
guint    world_count (World *world, const char *host, SlCheckKind kind);
guint    world_count_feed (World *world, const char *url);
void     world_wait (World *world, gint64 seconds);
SlState  world_state (World *world, const char *account_id);
SlAccountStatus *world_status (World *world, const char *account_id);
SlTransition    *world_last_transition (World *world);
SlProvider      *world_provider (World *world);
