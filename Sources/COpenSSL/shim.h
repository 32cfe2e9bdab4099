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
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <limits.h>

// Sealing and opening one message, in the order in which libcrypto wants its calls. The tag is passed as a parameter:
// EVP_CIPHER_CTX_ctrl ends in the same calls, by way of a longer path that takes a tenth of the time of sealing a key.
// libcrypto counts bytes in an int: more than that fails, and is not cut off.

static inline int aead_start(EVP_CIPHER_CTX *context, const void *nonce, const void *data, size_t data_count) {
    int count;
    return data_count <= INT_MAX
        && EVP_CipherInit_ex2(context, NULL, NULL, (const unsigned char *)nonce, -1, NULL) == 1
        && (data_count == 0
            || EVP_CipherUpdate(context, NULL, &count, (const unsigned char *)data, (int)data_count) == 1);
}

static inline int aead_update(EVP_CIPHER_CTX *context, const void *input, size_t input_count, void *output) {
    int count;
    return input_count == 0
        || (input_count <= INT_MAX
            && EVP_CipherUpdate(context, (unsigned char *)output, &count, (const unsigned char *)input, (int)input_count) == 1);
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

// The numbers of an RSA key lie one behind the other: modulus, both primes, both CRT exponents, the coefficient, the
// private exponent, each of a fixed width. A public key has the first of them only. libcrypto is lent the memory itself:
// where it is given DER instead, it leaves a copy of a private key in freed memory. It takes numbers in the byte order of
// the machine, and what lies here is little-endian.
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "The numbers of an RSA key are little-endian.");

enum { rsa_public_numbers = 1, rsa_private_numbers = 7 };

static inline OSSL_PARAM *rsa_describe(OSSL_PARAM *parameters, int count, const void *numbers, size_t modulus_count) {
    static const char *const names[rsa_private_numbers] = {
        OSSL_PKEY_PARAM_RSA_N,         OSSL_PKEY_PARAM_RSA_FACTOR1,      OSSL_PKEY_PARAM_RSA_FACTOR2,
        OSSL_PKEY_PARAM_RSA_EXPONENT1, OSSL_PKEY_PARAM_RSA_EXPONENT2,    OSSL_PKEY_PARAM_RSA_COEFFICIENT1,
        OSSL_PKEY_PARAM_RSA_D};
    unsigned char *number = (unsigned char *)numbers;
    for (int index = 0; index < count; index++) {
        size_t width = index == 0 || index == rsa_private_numbers - 1 ? modulus_count : (modulus_count + 1) / 2;
        parameters[index] = OSSL_PARAM_construct_BN(names[index], number, width);
        number += width;
    }
    parameters[count] = OSSL_PARAM_construct_end();
    return parameters;
}

// Returns 1, or 0 when the key lacks one of the numbers, or when one does not fit into its width.
static inline int rsa_get_numbers(const EVP_PKEY *key, int count, void *numbers, size_t modulus_count) {
    OSSL_PARAM parameters[rsa_private_numbers + 1];
    if (EVP_PKEY_get_params(key, rsa_describe(parameters, count, numbers, modulus_count)) != 1) { return 0; }
    for (int index = 0; index < count; index++) {
        if (!OSSL_PARAM_modified(&parameters[index])) { return 0; }
    }
    return 1;
}

// Returns 1, or 0 when the public exponent does not fit.
static inline int rsa_get_exponent(const EVP_PKEY *key, uint32_t *exponent) {
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_uint32(OSSL_PKEY_PARAM_RSA_E, exponent), OSSL_PARAM_construct_end()};
    return EVP_PKEY_get_params(key, parameters) == 1 && OSSL_PARAM_modified(&parameters[0]);
}

// Returns a key, or NULL.
static inline EVP_PKEY *rsa_from_numbers(int count, const void *numbers, size_t modulus_count, uint32_t exponent) {
    OSSL_PARAM parameters[rsa_private_numbers + 2];
    rsa_describe(parameters, count, numbers, modulus_count);
    parameters[count] = OSSL_PARAM_construct_uint32(OSSL_PKEY_PARAM_RSA_E, &exponent);
    parameters[count + 1] = OSSL_PARAM_construct_end();
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
    EVP_PKEY *key = NULL;
    if (context != NULL && EVP_PKEY_fromdata_init(context) == 1
        && EVP_PKEY_fromdata(context, &key, count == rsa_public_numbers ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR,
                             parameters) != 1) {
        EVP_PKEY_free(key);
        key = NULL;
    }
    EVP_PKEY_CTX_free(context);
    return key;
}

// Returns a new key, or NULL. The call that it stands for takes a variable number of arguments.
static inline EVP_PKEY *rsa_generate(size_t bits) {
    return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", bits);
}

// OAEP with SHA-256, for its own hash and for MGF1. Returns 1, or 0 when something failed.
static inline int rsa_set_oaep(EVP_PKEY_CTX *context, const void *label, size_t label_count) {
    if (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) != 1
        || EVP_PKEY_CTX_set_rsa_oaep_md_name(context, "SHA2-256", NULL) != 1
        || EVP_PKEY_CTX_set_rsa_mgf1_md_name(context, "SHA2-256", NULL) != 1) {
        return 0;
    }
    if (label_count == 0) { return 1; }
    // The context takes the copy over, unless it refuses it.
    void *copy = OPENSSL_memdup(label, label_count);
    if (copy != NULL && EVP_PKEY_CTX_set0_rsa_oaep_label(context, copy, (int)label_count) == 1) { return 1; }
    OPENSSL_free(copy);
    return 0;
}

// Prints a name as RFC 4514 escapes it, in the order in which it is encoded, with blanks around equals signs. UTF-8 stays as
// it is. Returns less than 0 when the name has text that is none.
static inline int x509_print_name(BIO *output, const X509_NAME *name) {
    return X509_NAME_print_ex(output, name, 0,
                              (ASN1_STRFLGS_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) | XN_FLAG_SEP_CPLUS_SPC | XN_FLAG_SPC_EQ
                                  | XN_FLAG_FN_SN);
}

// A block cipher in CBC mode. That there is no padding is a parameter of the cipher: EVP_CIPHER_CTX_set_padding would be
// repeated by every EVP_CipherInit_ex2, which takes a sixth of the time of encrypting a hundred bytes.

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

// The derivation of PKCS #12; `zeros` are as many as the password has bytes. Returns 1, or 0 when something failed.
static inline int pkcs12_derive(const char *digest, int purpose, const void *password, const void *zeros,
                                size_t password_count, const void *salt, size_t salt_count, uint64_t iterations,
                                void *output, size_t count) {
    EVP_KDF *function = EVP_KDF_fetch(NULL, "PKCS12KDF", NULL);
    EVP_KDF_CTX *context = EVP_KDF_CTX_new(function);
    // libcrypto takes the parameters by mutable address, but only reads them.
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, (char *)digest, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD, (void *)password, password_count),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, (void *)salt, salt_count),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_ITER, &iterations),
        OSSL_PARAM_construct_int(OSSL_KDF_PARAM_PKCS12_ID, &purpose), OSSL_PARAM_construct_end()};
    int done = context != NULL && EVP_KDF_derive(context, (unsigned char *)output, count, parameters) == 1;
    // libcrypto lays the password out in memory that it then frees without wiping it. To derive once more, from as many
    // zeros, makes the same calls in the same order, is given the same memory, and writes over it.
    unsigned char discarded;
    uint64_t once = 1;
    parameters[1] = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD, (void *)zeros, password_count);
    parameters[3] = OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_ITER, &once);
    done = done && EVP_KDF_derive(context, &discarded, 1, parameters) == 1;
    EVP_KDF_CTX_free(context);
    EVP_KDF_free(function);
    return done;
}

#endif
