#pragma once
// Verification of a chain with every error collected, as X509_verify_cert alone keeps only the last. Stacks of
// certificates and the callback's context are macros.
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/pem.h>
#include <stdint.h>

typedef struct {
  int codes[64];
  int depths[64];
  int count;
} mx_errors;

// An error that is left in the context (a weak leaf key, which is looked at first) would be reported again in place of
// the missing anchor: so each is taken out once it is noted.
static inline int mx_collect_error(int ok, X509_STORE_CTX *context) {
  mx_errors *errors = X509_STORE_CTX_get_app_data(context);
  if (!ok && errors->count < 64) {
    errors->codes[errors->count] = X509_STORE_CTX_get_error(context);
    errors->depths[errors->count] = X509_STORE_CTX_get_error_depth(context);
    errors->count++;
  }
  X509_STORE_CTX_set_error(context, X509_V_OK);
  return 1;
}

static inline STACK_OF(X509) *mx_stack_new(void) { return sk_X509_new_null(); }
static inline int mx_stack_push(STACK_OF(X509) *stack, X509 *certificate) {
  if (!X509_up_ref(certificate)) return 0;
  if (sk_X509_push(stack, certificate) > 0) return 1;
  X509_free(certificate);
  return 0;
}
static inline void mx_stack_free(STACK_OF(X509) *stack) { sk_X509_pop_free(stack, X509_free); }

// A context for verifying `leaf` with the other presented certificates in `untrusted`; NULL where memory is lacking.
static inline X509_STORE_CTX *mx_verify_context(X509_STORE *store, X509 *leaf, STACK_OF(X509) *untrusted) {
  X509_STORE_CTX *context = X509_STORE_CTX_new();
  if (context == NULL || X509_STORE_CTX_init(context, store, leaf, untrusted)) return context;
  X509_STORE_CTX_free(context);
  return NULL;
}

// Verifies with the judge's settings: purpose SSL server, auth_level 1, trusted first, no partial chain, depth 10.
static inline void mx_collect_errors(X509_STORE_CTX *context, int64_t epoch, mx_errors *errors) {
  X509_VERIFY_PARAM *parameters = X509_STORE_CTX_get0_param(context);
  X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_SSL_SERVER);
  X509_VERIFY_PARAM_set_auth_level(parameters, 1);
  X509_VERIFY_PARAM_set_depth(parameters, 10);
  X509_VERIFY_PARAM_set_time(parameters, (time_t)epoch);
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_TRUSTED_FIRST);
  X509_STORE_CTX_set_app_data(context, errors);
  X509_STORE_CTX_set_verify_cb(context, mx_collect_error);
  errors->count = 0;
  // A chain that stops without calling back (invalid call, out of memory) still has its error in the context.
  if (X509_verify_cert(context) <= 0 && errors->count == 0) {
    errors->codes[0] = X509_STORE_CTX_get_error(context);
    errors->depths[0] = X509_STORE_CTX_get_error_depth(context);
    errors->count = 1;
  }
}

// Verifies `leaf` with the other presented certificates in `untrusted` at `epoch`: purpose SSL server, auth_level 1,
// trusted first, no partial chain, depth 10. Calls back with each certificate of the chain that was built and with the
// anchors that bear an issuer's name: of several, OpenSSL takes one that is in date, so their validity counts as well.
// Returns 0 only where OpenSSL itself failed (memory); the findings are in `errors`.
static inline int mx_verify(
    X509_STORE *store, X509 *leaf, STACK_OF(X509) *untrusted, int64_t epoch, mx_errors *errors,
    void (*involved)(void *argument, X509 *certificate), void *argument) {
  X509_STORE_CTX *context = mx_verify_context(store, leaf, untrusted);
  if (context == NULL) return 0;
  mx_collect_errors(context, epoch, errors);
  STACK_OF(X509) *chain = X509_STORE_CTX_get0_chain(context);
  for (int i = 0; i < sk_X509_num(chain); i++) {
    X509 *certificate = sk_X509_value(chain, i);
    involved(argument, certificate);
    STACK_OF(X509) *anchors = X509_STORE_CTX_get1_certs(context, X509_get_issuer_name(certificate));
    for (int j = 0; j < sk_X509_num(anchors); j++) involved(argument, sk_X509_value(anchors, j));
    sk_X509_pop_free(anchors, X509_free);
  }
  X509_STORE_CTX_free(context);
  return 1;
}

// Whether reading PEM text stopped for anything but its end; forgets why.
static inline int mx_pem_stopped_early(void) {
  unsigned long error = ERR_peek_last_error();
  ERR_clear_error();
  return error != 0 && !(ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE);
}

// Adds every certificate of PEM text to a store and calls back with it; returns how many, or -1 where a block can't be
// read.
static inline int mx_store_add_pem(
    X509_STORE *store, const void *pem, size_t count, void (*anchor)(void *argument, X509 *certificate),
    void *argument) {
  BIO *memory = BIO_new_mem_buf(pem, (int)count);
  int added = 0;
  if (memory == NULL) return -1;
  ERR_clear_error();
  for (;;) {
    X509 *certificate = PEM_read_bio_X509_AUX(memory, NULL, NULL, NULL);
    if (certificate == NULL) break;
    if (X509_STORE_add_cert(store, certificate)) {
      added++;
      anchor(argument, certificate);
    }
    X509_free(certificate);
  }
  if (mx_pem_stopped_early()) added = -1;
  BIO_free(memory);
  return added;
}

// Calls back with the DER octets of every certificate of PEM text, in order; returns how many, or -1 where a block
// can't be read.
static inline int mx_pem_certificates(
    const void *pem, size_t size, void (*callback)(void *argument, const uint8_t *octets, size_t count),
    void *argument) {
  BIO *memory = BIO_new_mem_buf(pem, (int)size);
  int found = 0;
  char *name = NULL, *header = NULL;
  uint8_t *octets = NULL;
  long count = 0;
  if (memory == NULL) return -1;
  ERR_clear_error();
  while (PEM_read_bio(memory, &name, &header, &octets, &count)) {
    if (strcmp(name, PEM_STRING_X509) == 0) {
      callback(argument, octets, (size_t)count);
      found++;
    }
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(octets);
  }
  if (mx_pem_stopped_early()) found = -1;
  BIO_free(memory);
  return found;
}
