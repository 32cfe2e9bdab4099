// libcrypto of OpenSSL 3, and nothing else of OpenSSL: this package makes no network connections.

#ifndef COPENSSL_SHIM_H
#define COPENSSL_SHIM_H

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/provider.h>
#include <openssl/rand.h>

// Sealing and opening one message, in the order in which libcrypto wants its calls. The tag is passed as a parameter:
// EVP_CIPHER_CTX_ctrl ends in the same calls, by way of a longer path that takes a tenth of the time of sealing a key.

static inline int aead_start(EVP_CIPHER_CTX *context, const void *nonce, const void *data, size_t data_count) {
    int count;
    return EVP_CipherInit_ex2(context, NULL, NULL, (const unsigned char *)nonce, -1, NULL) == 1
        && (data_count == 0
            || EVP_CipherUpdate(context, NULL, &count, (const unsigned char *)data, (int)data_count) == 1);
}

static inline int aead_update(EVP_CIPHER_CTX *context, const void *input, size_t input_count, void *output) {
    int count;
    return input_count == 0
        || EVP_CipherUpdate(context, (unsigned char *)output, &count, (const unsigned char *)input, (int)input_count) == 1;
}

// Returns 1, or 0 when something failed.
static inline int aead_seal(EVP_CIPHER_CTX *context, const void *nonce, const void *data, size_t data_count,
                            const void *plaintext, size_t plaintext_count, void *output, size_t tag_count) {
    unsigned char *tag = (unsigned char *)output + plaintext_count;
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_octet_string(OSSL_CIPHER_PARAM_AEAD_TAG, tag, tag_count), OSSL_PARAM_construct_end()};
    int count;
    return aead_start(context, nonce, data, data_count) && aead_update(context, plaintext, plaintext_count, output)
        && EVP_CipherFinal_ex(context, tag, &count) == 1 && EVP_CIPHER_CTX_get_params(context, parameters) == 1;
}

// Returns 1, 0 when the tag is not that of the message, or -1 when something failed before that could be seen.
static inline int aead_open(EVP_CIPHER_CTX *context, const void *nonce, const void *data, size_t data_count,
                            const void *sealed, size_t plaintext_count, void *output, size_t tag_count) {
    // libcrypto only reads the tag.
    unsigned char *tag = (unsigned char *)sealed + plaintext_count;
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_octet_string(OSSL_CIPHER_PARAM_AEAD_TAG, tag, tag_count), OSSL_PARAM_construct_end()};
    int count;
    if (!aead_start(context, nonce, data, data_count) || !aead_update(context, sealed, plaintext_count, output)
        || EVP_CIPHER_CTX_set_params(context, parameters) != 1) {
        return -1;
    }
    return EVP_CipherFinal_ex(context, (unsigned char *)output, &count) == 1;
}

// A block cipher in CBC mode. That there is no padding is a parameter of the cipher: EVP_CIPHER_CTX_set_padding would be
// repeated by every EVP_CipherInit_ex2, which takes a third of the time of encrypting a hundred bytes.

// Returns 1, or 0 when something failed.
static inline int cbc_prepare(EVP_CIPHER_CTX *context, const EVP_CIPHER *cipher, const void *key, int encrypting) {
    unsigned int padding = 0;
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_uint(OSSL_CIPHER_PARAM_PADDING, &padding), OSSL_PARAM_construct_end()};
    return EVP_CipherInit_ex2(context, cipher, (const unsigned char *)key, NULL, encrypting, parameters);
}

// Encrypts or decrypts whole blocks in place. Returns 1, or 0 when something failed.
static inline int cbc_process(EVP_CIPHER_CTX *context, const void *initialization_vector, void *blocks, size_t count) {
    int written;
    return EVP_CipherInit_ex2(context, NULL, NULL, (const unsigned char *)initialization_vector, -1, NULL) == 1
        && (count == 0
            || (EVP_CipherUpdate(context, (unsigned char *)blocks, &written, (const unsigned char *)blocks, (int)count) == 1
                && (size_t)written == count));
}

#endif
