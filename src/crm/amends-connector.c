/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all CRMs have in common: who speaks to them, and what their answers mean. */

#include "config.h"

#include "amends-connector.h"

#include <glib/gi18n-lib.h>

#include "amends-connector-private.h"
#include "amends-espocrm.h"
#include "amends-hubspot.h"
#include "amends-id.h"
#include "amends-odoo.h"
#include "amends-salesforce.h"
#include "amends-text.h"

typedef struct
{
  AmendsConnectorSettings *settings; /* (owned) */
  AmendsFieldMap *map;               /* (owned) */
  AmendsHttp *http;                  /* (owned) */
  AmendsSecrets *secrets;            /* (owned) */
  AmendsTimeSource *time_source;     /* (owned) */
  AmendsOAuth *oauth;                /* (owned) (nullable) */
} AmendsConnectorPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AmendsConnector, amends_connector, G_TYPE_OBJECT)

static AmendsOAuthSettings *
oauth_settings_copy (const AmendsOAuthSettings *source)
{
  AmendsOAuthSettings *copy = g_new0 (AmendsOAuthSettings, 1);

  copy->authorization_url = g_strdup (source->authorization_url);
  copy->token_url = g_strdup (source->token_url);
  copy->client_id = g_strdup (source->client_id);
  copy->client_secret_name = g_strdup (source->client_secret_name);
  copy->scope = g_strdup (source->scope);
  copy->name = g_strdup (source->name);
  return copy;
}

static void
oauth_settings_free (AmendsOAuthSettings *self)
{
  g_free (self->authorization_url);
  g_free (self->token_url);
  g_free (self->client_id);
  g_free (self->client_secret_name);
  g_free (self->scope);
  g_free (self->name);
  g_free (self);
}

static AmendsConnectorSettings *
settings_copy (const AmendsConnectorSettings *source)
{
  AmendsConnectorSettings *copy = g_new0 (AmendsConnectorSettings, 1);

  copy->type = g_strdup (source->type);
  copy->url = g_strdup (source->url);
  copy->user = g_strdup (source->user);
  copy->database = g_strdup (source->database);
  copy->version = g_strdup (source->version);
  copy->secret_name = g_strdup (source->secret_name);
  if (source->oauth != NULL)
    copy->oauth = oauth_settings_copy (source->oauth);
  for (gsize length = strlen (copy->url); length > 0 && copy->url[length - 1] == '/'; length--)
    copy->url[length - 1] = '\0';
  return copy;
}

static void
settings_free (AmendsConnectorSettings *self)
{
  g_free (self->type);
  g_free (self->url);
  g_free (self->user);
  g_free (self->database);
  g_free (self->version);
  g_free (self->secret_name);
  g_clear_pointer (&self->oauth, oauth_settings_free);
  g_free (self);
}

static void
amends_connector_finalize (GObject *object)
{
  AmendsConnectorPrivate *priv = amends_connector_get_instance_private (AMENDS_CONNECTOR (object));

  g_clear_object (&priv->oauth);
  g_clear_object (&priv->map);
  g_clear_object (&priv->http);
  g_clear_object (&priv->secrets);
  g_clear_object (&priv->time_source);
  g_clear_pointer (&priv->settings, settings_free);
  G_OBJECT_CLASS (amends_connector_parent_class)->finalize (object);
}

static void
amends_connector_class_init (AmendsConnectorClass *class)
{
  G_OBJECT_CLASS (class)->finalize = amends_connector_finalize;
}

static void
amends_connector_init (AmendsConnector *self)
{
}

AmendsConnector *
amends_connector_construct (GType type,
                            const AmendsConnectorSettings *settings,
                            AmendsFieldMap *map,
                            AmendsHttp *http,
                            AmendsSecrets *secrets,
                            AmendsTimeSource *time_source)
{
  AmendsConnector *self = g_object_new (type, NULL);
  AmendsConnectorPrivate *priv = amends_connector_get_instance_private (self);

  priv->settings = settings_copy (settings);
  priv->map = g_object_ref (map);
  priv->http = g_object_ref (http);
  priv->secrets = g_object_ref (secrets);
  priv->time_source = g_object_ref (time_source);
  if (priv->settings->oauth != NULL)
    priv->oauth = amends_oauth_new (priv->settings->oauth, http, secrets, time_source);
  return self;
}

static gboolean
check_url (const char *url, GError **error)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      (g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0))
    {
      amends_crm_error_set (error, AMENDS_CRM_ERROR_SETUP, AMENDS_INSTANT_NONE, NULL, NULL,
                            _ ("The address of the CRM must look like https://crm.example.com"));
      return FALSE;
    }
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL)
    {
      amends_crm_error_set (error, AMENDS_CRM_ERROR_SETUP, AMENDS_INSTANT_NONE, NULL, NULL,
                            _ ("The address of the CRM must not hold a user, a password or "
                               "anything after a “?” or “#”"));
      return FALSE;
    }
  return TRUE;
}

AmendsConnector *
amends_connector_new (const AmendsConnectorSettings *settings,
                      AmendsFieldMap *map,
                      AmendsHttp *http,
                      AmendsSecrets *secrets,
                      AmendsTimeSource *time_source,
                      GError **error)
{
  g_return_val_if_fail (settings != NULL, NULL);
  g_return_val_if_fail (AMENDS_IS_FIELD_MAP (map), NULL);
  g_return_val_if_fail (AMENDS_IS_HTTP (http), NULL);
  g_return_val_if_fail (AMENDS_IS_SECRETS (secrets), NULL);

  if (!check_url (settings->url, error))
    return NULL;
  if (g_strcmp0 (settings->type, "espocrm") == 0)
    return amends_espocrm_new (settings, map, http, secrets, time_source, error);
  if (g_strcmp0 (settings->type, "hubspot") == 0)
    return amends_hubspot_new (settings, map, http, secrets, time_source, error);
  if (g_strcmp0 (settings->type, "salesforce") == 0)
    return amends_salesforce_new (settings, map, http, secrets, time_source, error);
  if (g_strcmp0 (settings->type, "odoo") == 0)
    return amends_odoo_new (settings, map, http, secrets, time_source, error);
  amends_crm_error_set (error, AMENDS_CRM_ERROR_SETUP, AMENDS_INSTANT_NONE, NULL, NULL,
                        /* Translators: %s is an identifier such as "espocrm". */
                        _ ("There is no connector for a CRM of the type “%s”"),
                        settings->type != NULL ? settings->type : "");
  return NULL;
}

/* Sending */

/* As amends_connector_send(), with errors as src/net gives them. */
static AmendsHttpResponse *
send_signed (AmendsConnector *self,
             AmendsHttpRequest *request,
             GCancellable *cancellable,
             GError **error)
{
  AmendsConnectorPrivate *priv = amends_connector_get_instance_private (self);
  g_autoptr (AmendsHttpResponse) response = NULL;
  g_autofree char *value = NULL;
  gboolean renewed = FALSE;
  char *token;

  if (priv->oauth == NULL)
    return amends_http_send (priv->http, request, cancellable, error);
  for (guint round = 0; round < 2; round++)
    {
      token = amends_oauth_dup_token (priv->oauth, cancellable, error);
      if (token == NULL)
        return NULL;
      value = g_strconcat ("Bearer ", token, NULL);
      amends_http_request_add_secret_header (request, "Authorization", value);
      amends_secrets_free_value (g_steal_pointer (&value));
      g_clear_pointer (&response, amends_http_response_free);
      response = amends_http_send (priv->http, request, cancellable, error);
      /* A token can end in the middle of a sync: once it is made anew, then the answer stands. */
      renewed = response != NULL && round == 0 && amends_http_response_get_status (response) == 401;
      if (renewed && !amends_oauth_refresh (priv->oauth, token, cancellable, error))
        {
          amends_secrets_free_value (token);
          return NULL;
        }
      amends_secrets_free_value (token);
      if (!renewed)
        break;
    }
  return g_steal_pointer (&response);
}

AmendsHttpResponse *
amends_connector_send (AmendsConnector *self,
                       AmendsHttpRequest *request,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GError) fault = NULL;
  AmendsHttpResponse *response = send_signed (self, request, cancellable, &fault);

  if (response == NULL)
    g_propagate_error (error, amends_crm_error_from_net (g_steal_pointer (&fault)));
  return response;
}

AmendsHttpResponse *
amends_connector_ask (AmendsConnector *self,
                      AmendsHttpRequest *request,
                      AmendsCall call,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GError) fault = NULL;
  AmendsHttpResponse *response = send_signed (self, request, cancellable, &fault);
  gboolean answered = g_error_matches (fault, AMENDS_NET_ERROR, AMENDS_NET_ERROR_REDIRECT) ||
                      g_error_matches (fault, AMENDS_NET_ERROR, AMENDS_NET_ERROR_TOO_LARGE);

  if (response != NULL)
    return response;
  fault = amends_crm_error_from_net (g_steal_pointer (&fault));
  /* Of a read nothing stays open: the server is in trouble, or it is not such a server. */
  if (call == AMENDS_CALL_READ &&
      g_error_matches (fault, AMENDS_CRM_ERROR, AMENDS_CRM_ERROR_UNKNOWN))
    fault->code = answered ? AMENDS_CRM_ERROR_PROTOCOL : AMENDS_CRM_ERROR_SERVER;
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

char *
amends_connector_dup_secret (AmendsConnector *self, GCancellable *cancellable, GError **error)
{
  AmendsConnectorPrivate *priv = amends_connector_get_instance_private (self);
  g_autoptr (GError) fault = NULL;
  char *value;

  if (priv->settings->secret_name == NULL)
    {
      amends_crm_error_set (error, AMENDS_CRM_ERROR_SETUP, AMENDS_INSTANT_NONE, NULL, NULL,
                            _ ("No key for the CRM has been set up"));
      return NULL;
    }
  value = amends_secrets_look_up (priv->secrets, priv->settings->secret_name, cancellable, &fault);
  if (fault != NULL)
    g_propagate_error (error, amends_crm_error_from_net (g_steal_pointer (&fault)));
  else if (value == NULL)
    amends_crm_error_set (error, AMENDS_CRM_ERROR_AUTH_EXPIRED, AMENDS_INSTANT_NONE, NULL, NULL,
                          _ ("The key for the CRM is not in the keyring: enter it again"));
  return value;
}

AmendsFieldMap *
amends_connector_get_map (AmendsConnector *self)
{
  AmendsConnectorPrivate *priv = amends_connector_get_instance_private (self);

  return priv->map;
}

AmendsHttp *
amends_connector_get_http (AmendsConnector *self)
{
  AmendsConnectorPrivate *priv = amends_connector_get_instance_private (self);

  return priv->http;
}

AmendsTimeSource *
amends_connector_get_time_source (AmendsConnector *self)
{
  AmendsConnectorPrivate *priv = amends_connector_get_instance_private (self);

  return priv->time_source;
}

const AmendsConnectorSettings *
amends_connector_get_settings (AmendsConnector *self)
{
  AmendsConnectorPrivate *priv = amends_connector_get_instance_private (self);

  return priv->settings;
}

/* What the window and the engine call */

static gboolean
has_kind (AmendsConnector *self, AmendsRemoteKind kind)
{
  return amends_field_map_get_entity (amends_connector_get_map (self), kind) != NULL;
}

static gboolean
check_kind (AmendsConnector *self, AmendsRemoteKind kind, GError **error)
{
  if (has_kind (self, kind))
    return TRUE;
  amends_crm_error_set (error, AMENDS_CRM_ERROR_SETUP, AMENDS_INSTANT_NONE, NULL, NULL,
                        /* Translators: %s is a kind of record, such as "survey". */
                        _ ("The field map has no place in the CRM for a record of the kind “%s”"),
                        amends_remote_kind_to_string (kind));
  return FALSE;
}

static gboolean
check_id (const char *id, GError **error)
{
  if (id != NULL && *id != '\0')
    return TRUE;
  amends_crm_error_set (error, AMENDS_CRM_ERROR_GONE, AMENDS_INSTANT_NONE, NULL, NULL,
                        _ ("The record has no id in the CRM"));
  return FALSE;
}

static gboolean
check_key (const char *client_key, GError **error)
{
  if (client_key != NULL && amends_id_is_valid (client_key))
    return TRUE;
  amends_crm_error_set (error, AMENDS_CRM_ERROR_INVALID, AMENDS_INSTANT_NONE, NULL, NULL,
                        _ ("A new record needs a key of its own"));
  return FALSE;
}

AmendsProbe *
amends_connector_probe (AmendsConnector *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (AMENDS_IS_CONNECTOR (self), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return AMENDS_CONNECTOR_GET_CLASS (self)->probe (self, cancellable, error);
}

GPtrArray *
amends_connector_list_fields (AmendsConnector *self,
                              AmendsRemoteKind kind,
                              GCancellable *cancellable,
                              GError **error)
{
  g_return_val_if_fail (AMENDS_IS_CONNECTOR (self), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !check_kind (self, kind, error))
    return NULL;
  return AMENDS_CONNECTOR_GET_CLASS (self)->list_fields (self, kind, cancellable, error);
}

AmendsRemotePage *
amends_connector_list_changes (AmendsConnector *self,
                               AmendsRemoteKind kind,
                               const char *cursor,
                               GCancellable *cancellable,
                               GError **error)
{
  g_return_val_if_fail (AMENDS_IS_CONNECTOR (self), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!has_kind (self, kind))
    return amends_remote_page_new (cursor);
  return AMENDS_CONNECTOR_GET_CLASS (self)->list_changes (self, kind, cursor, cancellable, error);
}

AmendsRemotePage *
amends_connector_sweep (AmendsConnector *self,
                        AmendsRemoteKind kind,
                        const char *cursor,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (AMENDS_IS_CONNECTOR (self), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!has_kind (self, kind))
    return amends_remote_page_new (cursor);
  return AMENDS_CONNECTOR_GET_CLASS (self)->sweep (self, kind, cursor, cancellable, error);
}

AmendsRemoteRow *
amends_connector_get (AmendsConnector *self,
                      AmendsRemoteKind kind,
                      const char *id,
                      GCancellable *cancellable,
                      GError **error)
{
  g_return_val_if_fail (AMENDS_IS_CONNECTOR (self), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !check_kind (self, kind, error) || !check_id (id, error))
    return NULL;
  return AMENDS_CONNECTOR_GET_CLASS (self)->get (self, kind, id, cancellable, error);
}

AmendsRemoteRow *
amends_connector_find (AmendsConnector *self,
                       AmendsRemoteKind kind,
                       const char *client_key,
                       JsonObject *fields,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (AMENDS_IS_CONNECTOR (self), NULL);
  g_return_val_if_fail (fields != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !check_kind (self, kind, error) || !check_key (client_key, error))
    return NULL;
  return AMENDS_CONNECTOR_GET_CLASS (self)->find (self, kind, client_key, fields, cancellable,
                                                  error);
}

AmendsRemoteRow *
amends_connector_create (AmendsConnector *self,
                         AmendsRemoteKind kind,
                         JsonObject *fields,
                         const char *client_key,
                         GCancellable *cancellable,
                         GError **error)
{
  g_return_val_if_fail (AMENDS_IS_CONNECTOR (self), NULL);
  g_return_val_if_fail (fields != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !check_kind (self, kind, error) || !check_key (client_key, error))
    return NULL;
  return AMENDS_CONNECTOR_GET_CLASS (self)->create (self, kind, fields, client_key, cancellable,
                                                    error);
}

AmendsRemoteRow *
amends_connector_update (AmendsConnector *self,
                         AmendsRemoteKind kind,
                         const char *id,
                         JsonObject *changed,
                         const char *version,
                         GCancellable *cancellable,
                         GError **error)
{
  g_return_val_if_fail (AMENDS_IS_CONNECTOR (self), NULL);
  g_return_val_if_fail (changed != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !check_kind (self, kind, error) || !check_id (id, error))
    return NULL;
  return AMENDS_CONNECTOR_GET_CLASS (self)->update (self, kind, id, changed, version, cancellable,
                                                    error);
}

/* What they hand over */

void
amends_probe_free (AmendsProbe *self)
{
  g_free (self->product);
  g_free (self->user);
  g_free (self->user_id);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_free (self);
}

void
amends_remote_field_free (AmendsRemoteField *self)
{
  g_free (self->name);
  g_free (self->label);
  g_free (self->type);
  g_strfreev (self->options);
  g_free (self);
}

AmendsRemotePage *
amends_remote_page_new (const char *cursor)
{
  AmendsRemotePage *self = g_new0 (AmendsRemotePage, 1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_remote_row_unref);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->cursor = g_strdup (cursor);
  return self;
}

void
amends_remote_page_free (AmendsRemotePage *self)
{
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->ids);
  g_free (self->cursor);
  g_free (self);
}
