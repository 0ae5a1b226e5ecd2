#pragma once
// Verification of a chain against TLSA records by OpenSSL's own implementation of DANE, outside of a handshake.
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <stdint.h>
#include "verify.h"

// A context whose connections may hold TLSA records. SHA-512 goes before SHA-256 (RFC 7671 §9), OpenSSL's default.
static inline SSL_CTX *mx_dane_context(void) {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  if (context != NULL && SSL_CTX_dane_enable(context) > 0) return context;
  SSL_CTX_free(context);
  return NULL;
}

// A connection that is never made: what holds the TLSA records. No name is given, as names are matched elsewhere.
static inline SSL *mx_dane_holder(SSL_CTX *context) {
  SSL *holder = SSL_new(context);
  if (holder != NULL && SSL_dane_enable(holder, NULL) > 0) return holder;
  SSL_free(holder);
  return NULL;
}

// Verifies `leaf` with the other presented certificates in `untrusted` against the holder's records at `epoch`, with
// the settings of mx_verify. `store` has no anchors: usages 2 and 3 need none. Returns 0 only where OpenSSL itself failed
// (memory); the findings are in `errors`.
static inline int mx_dane_verify(
    SSL *holder, X509_STORE *store, X509 *leaf, STACK_OF(X509) *untrusted, int64_t epoch, mx_errors *errors) {
  X509_STORE_CTX *context = mx_verify_context(store, leaf, untrusted);
  if (context == NULL) return 0;
  X509_STORE_CTX_set0_dane(context, SSL_get0_dane(holder));
  mx_collect_errors(context, epoch, errors);
  X509_STORE_CTX_free(context);
  return 1;
}
