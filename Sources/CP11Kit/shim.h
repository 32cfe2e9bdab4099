// PKCS #11 by way of p11-kit: its header, its URIs, and modules that it loads, initialises for several threads, and
// initialises again after a fork.

#ifndef CP11KIT_SHIM_H
#define CP11KIT_SHIM_H

#include <p11-kit/p11-kit.h>
#include <p11-kit/uri.h>
#include <string.h>

// A module that leaves a function out is no reason to crash.
#define TOKEN_CALL(module, function, ...) \
    ((module)->function == NULL ? CKR_FUNCTION_NOT_SUPPORTED : (module)->function(__VA_ARGS__))

enum {
    // The length of a nonce and of a tag of AES-GCM in bytes.
    token_nonce_size = 12,
    token_tag_size = 16,
    // The length of an AES key in bytes.
    token_key_size = 32,
};

// What is reported for a module that claims to have written more than there is room for.
static const CK_RV CKR_TOKEN_MISBEHAVED = CKR_VENDOR_DEFINED | 0x4B48UL;

// PKCS #11 3.0 has this for a tag that is wrong.
static const CK_RV CKR_AEAD_DECRYPT_FAILED = 0x35UL;

static inline CK_RV token_slots(CK_FUNCTION_LIST *module, CK_SLOT_ID *slots, CK_ULONG capacity, CK_ULONG *count) {
    // A module looks anew which slots have a token only when it is asked for their number alone. That is not gone by:
    // it may be any number, and another one by the next call.
    *count = 0;
    CK_RV result = TOKEN_CALL(module, C_GetSlotList, CK_TRUE, NULL, count);
    if (result != CKR_OK) { return result; }
    *count = capacity;
    result = TOKEN_CALL(module, C_GetSlotList, CK_TRUE, slots, count);
    return result == CKR_OK && *count > capacity ? CKR_TOKEN_MISBEHAVED : result;
}

static inline CK_RV token_info(CK_FUNCTION_LIST *module, CK_SLOT_ID slot, CK_TOKEN_INFO *info) {
    memset(info, 0, sizeof *info);
    return TOKEN_CALL(module, C_GetTokenInfo, slot, info);
}

static inline CK_RV token_mechanism_info(CK_FUNCTION_LIST *module, CK_SLOT_ID slot, CK_MECHANISM_TYPE mechanism,
                                         CK_MECHANISM_INFO *info) {
    memset(info, 0, sizeof *info);
    return TOKEN_CALL(module, C_GetMechanismInfo, slot, mechanism, info);
}

static inline CK_RV token_open_session(CK_FUNCTION_LIST *module, CK_SLOT_ID slot, int writable,
                                       CK_SESSION_HANDLE *session) {
    CK_FLAGS flags = CKF_SERIAL_SESSION | (writable ? CKF_RW_SESSION : 0);
    return TOKEN_CALL(module, C_OpenSession, slot, flags, NULL, NULL, session);
}

static inline CK_RV token_close_session(CK_FUNCTION_LIST *module, CK_SESSION_HANDLE session) {
    return TOKEN_CALL(module, C_CloseSession, session);
}

static inline CK_RV token_session_slot(CK_FUNCTION_LIST *module, CK_SESSION_HANDLE session, CK_SLOT_ID *slot) {
    CK_SESSION_INFO info;
    memset(&info, 0, sizeof info);
    CK_RV result = TOKEN_CALL(module, C_GetSessionInfo, session, &info);
    *slot = info.slotID;
    return result;
}

// Without a PIN, the token asks for it at its own keys.
static inline CK_RV token_login(CK_FUNCTION_LIST *module, CK_SESSION_HANDLE session, const void *pin, CK_ULONG count) {
    // The module only reads it.
    return TOKEN_CALL(module, C_Login, session, CKU_USER, (unsigned char *)pin, count);
}

// Finds at most `capacity` AES keys that are kept in the token; with a label or an identifier, those that have it.
static inline CK_RV token_find_keys(CK_FUNCTION_LIST *module, CK_SESSION_HANDLE session, const void *label,
                                    CK_ULONG label_count, const void *identifier, CK_ULONG identifier_count,
                                    CK_OBJECT_HANDLE *keys, CK_ULONG capacity, CK_ULONG *count) {
    CK_OBJECT_CLASS object_class = CKO_SECRET_KEY;
    CK_KEY_TYPE type = CKK_AES;
    CK_BBOOL yes = CK_TRUE;
    CK_ATTRIBUTE template[5] = {
        {CKA_CLASS, &object_class, sizeof object_class}, {CKA_KEY_TYPE, &type, sizeof type}, {CKA_TOKEN, &yes, sizeof yes}};
    CK_ULONG attributes = 3;
    if (label != NULL) { template[attributes++] = (CK_ATTRIBUTE){CKA_LABEL, (void *)label, label_count}; }
    if (identifier != NULL) { template[attributes++] = (CK_ATTRIBUTE){CKA_ID, (void *)identifier, identifier_count}; }
    *count = 0;
    CK_RV result = TOKEN_CALL(module, C_FindObjectsInit, session, template, attributes);
    if (result != CKR_OK) { return result; }
    while (*count < capacity) {
        CK_ULONG found = 0;
        result = TOKEN_CALL(module, C_FindObjects, session, keys + *count, capacity - *count, &found);
        if (result != CKR_OK || found == 0) { break; }
        if (found > capacity - *count) {
            result = CKR_TOKEN_MISBEHAVED;
            break;
        }
        *count += found;
    }
    CK_RV ended = TOKEN_CALL(module, C_FindObjectsFinal, session);
    return result != CKR_OK ? result : ended;
}

// Reads an attribute of at most `*count` bytes; what the token does not have is empty.
static inline CK_RV token_attribute(CK_FUNCTION_LIST *module, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
                                    CK_ATTRIBUTE_TYPE type, void *value, CK_ULONG *count) {
    CK_ATTRIBUTE attribute = {type, value, *count};
    CK_RV result = TOKEN_CALL(module, C_GetAttributeValue, session, object, &attribute, 1);
    if (result == CKR_ATTRIBUTE_TYPE_INVALID || result == CKR_ATTRIBUTE_SENSITIVE
        || (result == CKR_OK && attribute.ulValueLen == (CK_ULONG)-1)) {
        *count = 0;
        return CKR_OK;
    }
    if (result == CKR_OK && attribute.ulValueLen > *count) { return CKR_TOKEN_MISBEHAVED; }
    *count = attribute.ulValueLen;
    return result;
}

// Makes an AES key that stays in the token, that it never shows, and that is good for AES-GCM alone.
static inline CK_RV token_generate_key(CK_FUNCTION_LIST *module, CK_SESSION_HANDLE session, const void *label,
                                       CK_ULONG label_count, const void *identifier, CK_ULONG identifier_count) {
    CK_OBJECT_CLASS object_class = CKO_SECRET_KEY;
    CK_KEY_TYPE type = CKK_AES;
    CK_ULONG size = token_key_size;
    CK_BBOOL yes = CK_TRUE;
    CK_BBOOL no = CK_FALSE;
    CK_ATTRIBUTE template[] = {
        {CKA_CLASS, &object_class, sizeof object_class},
        {CKA_KEY_TYPE, &type, sizeof type},
        {CKA_VALUE_LEN, &size, sizeof size},
        {CKA_TOKEN, &yes, sizeof yes},
        {CKA_PRIVATE, &yes, sizeof yes},
        {CKA_SENSITIVE, &yes, sizeof yes},
        {CKA_EXTRACTABLE, &no, sizeof no},
        {CKA_ENCRYPT, &yes, sizeof yes},
        {CKA_DECRYPT, &yes, sizeof yes},
        {CKA_WRAP, &no, sizeof no},
        {CKA_UNWRAP, &no, sizeof no},
        {CKA_LABEL, (void *)label, label_count},
        {CKA_ID, (void *)identifier, identifier_count},
    };
    CK_MECHANISM mechanism = {CKM_AES_KEY_GEN, NULL, 0};
    CK_OBJECT_HANDLE key;
    return TOKEN_CALL(module, C_GenerateKey, session, &mechanism, template, sizeof template / sizeof *template, &key);
}

// AES-GCM in one call, with the parameters of PKCS #11 2.40 (CK_GCM_PARAMS), which 3.0 kept for these functions. They and
// what they point to stay where they are until the operation ends: a module may look at them then.

static inline CK_GCM_PARAMS token_gcm(void *nonce, const void *data, CK_ULONG data_count) {
    return (CK_GCM_PARAMS){
        .pIv = (unsigned char *)nonce,
        .ulIvLen = token_nonce_size,
        .ulIvBits = 8 * token_nonce_size,
        .pAAD = (unsigned char *)data,
        .ulAADLen = data_count,
        .ulTagBits = 8 * token_tag_size,
    };
}

// `nonce` is what the caller proposes; a token that insists on one of its own writes it there.
static inline CK_RV token_encrypt(CK_FUNCTION_LIST *module, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, void *nonce,
                                  const void *data, CK_ULONG data_count, const void *plaintext, CK_ULONG plaintext_count,
                                  void *output, CK_ULONG *output_count) {
    CK_GCM_PARAMS parameters = token_gcm(nonce, data, data_count);
    CK_MECHANISM mechanism = {CKM_AES_GCM, &parameters, sizeof parameters};
    CK_RV result = TOKEN_CALL(module, C_EncryptInit, session, &mechanism, key);
    if (result != CKR_OK) { return result; }
    return TOKEN_CALL(module, C_Encrypt, session, (unsigned char *)plaintext, plaintext_count, (unsigned char *)output,
                      output_count);
}

// `has_started` tells an answer about the bytes, which may not be authentic, from one about the key or the session.
static inline CK_RV token_decrypt(CK_FUNCTION_LIST *module, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, void *nonce,
                                  const void *data, CK_ULONG data_count, const void *ciphertext, CK_ULONG ciphertext_count,
                                  void *output, CK_ULONG *output_count, _Bool *has_started) {
    CK_GCM_PARAMS parameters = token_gcm(nonce, data, data_count);
    CK_MECHANISM mechanism = {CKM_AES_GCM, &parameters, sizeof parameters};
    CK_RV result = TOKEN_CALL(module, C_DecryptInit, session, &mechanism, key);
    *has_started = result == CKR_OK;
    if (result != CKR_OK) { return result; }
    return TOKEN_CALL(module, C_Decrypt, session, (unsigned char *)ciphertext, ciphertext_count, (unsigned char *)output,
                      output_count);
}

#endif
