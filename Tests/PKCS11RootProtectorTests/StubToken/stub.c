// A PKCS #11 module with a token in memory, or two that share their keys. It can be told to misbehave, as SoftHSM never
// does, and encrypts nothing.
//
// Beside the shared library lies a file of the same name and the ending `.behaviour`, which is read at every call: words
// that are separated by spaces. Each login is written to the file with the ending `.logins`.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <stdio.h>
#include <string.h>

enum { slot_number = 7, slot_count = 2, room = 8, name_size = 64, nonce_size = 12, tag_size = 16 };

static const char pin[] = "1234";
static int initialized;
// What is in each slot, as it was when somebody last asked for the number of slots alone. All sessions with a token
// have one handle, which is 0 when there is none.
static struct { int present, logged_in, wrong_pins; CK_SESSION_HANDLE session; } tokens[slot_count];
// What the next question about a token is answered.
static CK_RV next_answer = CKR_OK;
static struct { unsigned char label[name_size]; CK_ULONG label_count; unsigned char identifier[name_size]; CK_ULONG identifier_count; } keys[room];
static CK_ULONG key_count;
static CK_ULONG found[room], found_count, found_next;
static unsigned char nonce[nonce_size], data[1024], *nonce_of_caller;
static CK_ULONG data_count;

static void path(char *result, size_t size, const char *ending) {
    Dl_info info;
    dladdr((void *)&path, &info);
    snprintf(result, size, "%s%s", info.dli_fname, ending);
}

// Whether the word stands in the file of behaviour.
static int does(const char *word) {
    char name[4096], text[1024] = " ", searched[64];
    path(name, sizeof name, ".behaviour");
    FILE *file = fopen(name, "r");
    if (file == NULL) { return 0; }
    size_t count = fread(text + 1, 1, sizeof text - 3, file);
    fclose(file);
    text[count + 1] = ' ';
    text[count + 2] = 0;
    snprintf(searched, sizeof searched, " %s ", word);
    return strstr(text, searched) != NULL;
}

static void note_login(void) {
    char name[4096];
    path(name, sizeof name, ".logins");
    FILE *file = fopen(name, "a");
    if (file == NULL) { return; }
    fputs("login\n", file);
    fclose(file);
}

// The index of the token that a session is with; -1 for none.
static int token_of(CK_SESSION_HANDLE session) {
    for (int index = 0; index < slot_count; index++) {
        if (session != 0 && tokens[index].session == session) { return index; }
    }
    return -1;
}

static CK_RV check(CK_SESSION_HANDLE session) {
    if (does("removed")) { return CKR_DEVICE_REMOVED; }
    return token_of(session) >= 0 ? CKR_OK : CKR_SESSION_HANDLE_INVALID;
}

#define CHECK(session) do { CK_RV checked = check(session); if (checked != CKR_OK) { return checked; } } while (0)

static CK_RV initialize(void *arguments) {
    if (does("broken")) { return CKR_GENERAL_ERROR; }
    if (does("needs-locking") && (arguments == NULL || !(((CK_C_INITIALIZE_ARGS *)arguments)->flags & CKF_OS_LOCKING_OK))) {
        return CKR_CANT_LOCK;
    }
    initialized = 1;
    return CKR_OK;
}

static CK_RV finalize(void *reserved) {
    initialized = 0;
    return CKR_OK;
}

static CK_RV get_info(CK_INFO *info) {
    memset(info, 0, sizeof *info);
    info->cryptokiVersion = (CK_VERSION){2, 40};
    return CKR_OK;
}

static void forget_session(int index) {
    tokens[index].session = 0;
    tokens[index].logged_in = 0;
}

static void look_around(void) {
    int second = does("two-tokens") || does("other-token") || does("faulty-neighbour") || does("confused-neighbour");
    tokens[0].present = !does("absent") && !does("removed");
    tokens[1].present = second && !does("removed");
    if (does("absent")) { forget_session(0); }
}

static CK_RV get_slots(CK_BBOOL present, CK_SLOT_ID *slots, CK_ULONG *count) {
    if (!initialized) { return CKR_CRYPTOKI_NOT_INITIALIZED; }
    if (does("many-slots")) { *count = 1000000; return CKR_OK; }
    if (slots == NULL) { look_around(); }
    CK_ULONG wanted = tokens[0].present + tokens[1].present, next = 0;
    if (slots == NULL) {
        *count = does("miscounted-slots") ? (CK_ULONG)-1 : wanted;
        return CKR_OK;
    }
    if (*count < wanted) { return CKR_BUFFER_TOO_SMALL; }
    for (CK_ULONG index = 0; index < slot_count; index++) {
        if (tokens[index].present) { slots[next++] = slot_number + index; }
    }
    *count = wanted;
    return CKR_OK;
}

static void put(unsigned char *field, size_t size, const char *text) {
    memset(field, ' ', size);
    memcpy(field, text, strlen(text) < size ? strlen(text) : size);
}

static CK_RV get_slot_info(CK_SLOT_ID slot, CK_SLOT_INFO *info) {
    memset(info, 0, sizeof *info);
    info->flags = CKF_TOKEN_PRESENT;
    return CKR_OK;
}

static CK_RV get_token_info(CK_SLOT_ID slot, CK_TOKEN_INFO *info) {
    if (slot < slot_number || slot >= slot_number + slot_count) { return CKR_SLOT_ID_INVALID; }
    int is_second = slot != slot_number, is_other = is_second && does("other-token");
    int wrong_pins = tokens[slot - slot_number].wrong_pins;
    if (does("faulty-token") || (is_second && does("faulty-neighbour"))) { return CKR_DEVICE_ERROR; }
    if (is_second && does("confused-neighbour")) { return CKR_GENERAL_ERROR; }
    CK_RV answer = next_answer;
    next_answer = CKR_OK;
    if (answer != CKR_OK) { return answer; }
    memset(info, 0, sizeof *info);
    put(info->label, sizeof info->label, does("hostile-label") ? "Stub\033[2J\n" : is_other ? "Other" : "Stub");
    put(info->manufacturerID, sizeof info->manufacturerID, "Tests");
    put(info->model, sizeof info->model, "in memory");
    put(info->serialNumber, sizeof info->serialNumber, is_other ? "2" : "1");
    info->flags = CKF_TOKEN_INITIALIZED;
    if (!does("without-pin")) { info->flags |= CKF_LOGIN_REQUIRED; }
    if (!does("pin-unset")) { info->flags |= CKF_USER_PIN_INITIALIZED; }
    if (does("pin-pad")) { info->flags |= CKF_PROTECTED_AUTHENTICATION_PATH; }
    if (wrong_pins >= 1 || does("count-low")) { info->flags |= CKF_USER_PIN_COUNT_LOW; }
    if (wrong_pins == 2 || does("final-try")) { info->flags |= CKF_USER_PIN_FINAL_TRY; }
    if (wrong_pins >= 3 || does("locked")) { info->flags |= CKF_USER_PIN_LOCKED; }
    return CKR_OK;
}

static CK_RV get_mechanism_info(CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO *info) {
    if (does("without-gcm") || type != CKM_AES_GCM) { return CKR_MECHANISM_INVALID; }
    *info = (CK_MECHANISM_INFO){16, 32, does("gcm-for-opening-only") ? CKF_DECRYPT : CKF_ENCRYPT | CKF_DECRYPT};
    return CKR_OK;
}

static CK_RV open_session(CK_SLOT_ID slot, CK_FLAGS flags, void *application, CK_NOTIFY notify, CK_SESSION_HANDLE *session) {
    if (does("removed")) { return CKR_TOKEN_NOT_PRESENT; }
    if (slot < slot_number || slot >= slot_number + slot_count) { return CKR_SLOT_ID_INVALID; }
    CK_ULONG index = slot - slot_number;
    // One for each token, with the lowest number that is free, which may be that of a session that was lost.
    if (tokens[index].session == 0) { tokens[index].session = tokens[1 - index].session == 1 ? 2 : 1; }
    *session = tokens[index].session;
    return CKR_OK;
}

static CK_RV close_session(CK_SESSION_HANDLE session) {
    return check(session);
}

static CK_RV get_session_info(CK_SESSION_HANDLE session, CK_SESSION_INFO *info) {
    CHECK(session);
    int index = token_of(session);
    memset(info, 0, sizeof *info);
    info->slotID = slot_number + index;
    info->state = tokens[index].logged_in ? CKS_RO_USER_FUNCTIONS : CKS_RO_PUBLIC_SESSION;
    info->flags = CKF_SERIAL_SESSION;
    return CKR_OK;
}

static CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, unsigned char *given, CK_ULONG count) {
    CHECK(session);
    note_login();
    int index = token_of(session);
    if (does("opened-elsewhere")) { tokens[index].logged_in = 1; }
    if (tokens[index].logged_in) { return CKR_USER_ALREADY_LOGGED_IN; }
    if (does("locked-meanwhile") || tokens[index].wrong_pins >= 3) { return CKR_PIN_LOCKED; }
    if (does("pin-expired")) { return CKR_PIN_EXPIRED; }
    int right = given == NULL ? does("pin-pad") : count == strlen(pin) && memcmp(given, pin, count) == 0;
    if (!right) {
        // Some tokens never lock themselves.
        if (!does("patient")) { tokens[index].wrong_pins++; }
        if (does("fails-once-refused")) { next_answer = CKR_DEVICE_ERROR; }
        if (does("loses-session-once-refused")) { next_answer = CKR_SESSION_HANDLE_INVALID; }
        return CKR_PIN_INCORRECT;
    }
    tokens[index].wrong_pins = 0;
    tokens[index].logged_in = 1;
    return CKR_OK;
}

static void look_for(CK_ULONG index, CK_ATTRIBUTE *template, CK_ULONG count) {
    for (CK_ULONG next = 0; next < count; next++) {
        CK_ATTRIBUTE *attribute = &template[next];
        if (attribute->type == CKA_LABEL
            && (attribute->ulValueLen != keys[index].label_count
                || memcmp(attribute->pValue, keys[index].label, attribute->ulValueLen) != 0)) {
            return;
        }
        if (attribute->type == CKA_ID
            && (attribute->ulValueLen != keys[index].identifier_count
                || memcmp(attribute->pValue, keys[index].identifier, attribute->ulValueLen) != 0)) {
            return;
        }
    }
    found[found_count++] = index + 1;
}

static CK_RV find_start(CK_SESSION_HANDLE session, CK_ATTRIBUTE *template, CK_ULONG count) {
    CHECK(session);
    // The token was taken out and put back since the last call, once.
    if (does("replugged")) {
        char name[4096];
        path(name, sizeof name, ".behaviour");
        remove(name);
        forget_session(token_of(session));
        return CKR_SESSION_HANDLE_INVALID;
    }
    if (!tokens[token_of(session)].logged_in && !does("without-pin")) { return CKR_USER_NOT_LOGGED_IN; }
    found_count = found_next = 0;
    for (CK_ULONG index = 0; index < key_count; index++) { look_for(index, template, count); }
    return CKR_OK;
}

static CK_RV find(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *objects, CK_ULONG capacity, CK_ULONG *count) {
    CHECK(session);
    if (does("many-keys")) { *count = capacity + 1; return CKR_OK; }
    // One at a time, as a module may.
    *count = found_next < found_count && capacity > 0;
    if (*count == 1) { objects[0] = found[found_next++]; }
    return CKR_OK;
}

static CK_RV find_end(CK_SESSION_HANDLE session) {
    return check(session);
}

static CK_RV give(CK_ATTRIBUTE *attribute, const void *value, CK_ULONG count) {
    if (attribute->ulValueLen < count) { attribute->ulValueLen = (CK_ULONG)-1; return CKR_BUFFER_TOO_SMALL; }
    memcpy(attribute->pValue, value, count);
    attribute->ulValueLen = does("long-attributes") ? 4096 : count;
    return CKR_OK;
}

static CK_RV get_attributes(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *attribute, CK_ULONG count) {
    CHECK(session);
    if (object < 1 || object > key_count || count != 1) { return CKR_OBJECT_HANDLE_INVALID; }
    CK_BBOOL yes = CK_TRUE, no = CK_FALSE;
    CK_ULONG size = does("key-of-128-bits") ? 16 : does("key-of-any-bits") ? 1UL << 60 : 32;
    switch (attribute->type) {
    case CKA_LABEL: return give(attribute, keys[object - 1].label, keys[object - 1].label_count);
    case CKA_ID: return give(attribute, keys[object - 1].identifier, keys[object - 1].identifier_count);
    case CKA_VALUE_LEN: return give(attribute, &size, sizeof size);
    case CKA_EXTRACTABLE: return give(attribute, does("extractable") ? &yes : &no, 1);
    case CKA_SENSITIVE: return give(attribute, does("insensitive") ? &no : &yes, 1);
    case CKA_ENCRYPT: return give(attribute, does("may-not-encrypt") ? &no : &yes, 1);
    case CKA_DECRYPT: return give(attribute, &yes, 1);
    default: attribute->ulValueLen = (CK_ULONG)-1; return CKR_ATTRIBUTE_TYPE_INVALID;
    }
}

static CK_RV generate_key(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_ATTRIBUTE *template, CK_ULONG count,
                          CK_OBJECT_HANDLE *key) {
    CHECK(session);
    if (does("full") || key_count == room) { return CKR_DEVICE_MEMORY; }
    if (does("write-protected")) { return CKR_TOKEN_WRITE_PROTECTED; }
    memset(&keys[key_count], 0, sizeof keys[key_count]);
    for (CK_ULONG next = 0; next < count; next++) {
        CK_ATTRIBUTE *attribute = &template[next];
        if (attribute->ulValueLen > name_size) { continue; }
        if (attribute->type == CKA_LABEL) {
            memcpy(keys[key_count].label, attribute->pValue, attribute->ulValueLen);
            keys[key_count].label_count = attribute->ulValueLen;
        } else if (attribute->type == CKA_ID) {
            memcpy(keys[key_count].identifier, attribute->pValue, attribute->ulValueLen);
            keys[key_count].identifier_count = attribute->ulValueLen;
        }
    }
    *key = ++key_count;
    return CKR_OK;
}

static CK_RV crypt_start(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key) {
    CHECK(session);
    if (does("may-not-use")) { return CKR_KEY_FUNCTION_NOT_PERMITTED; }
    CK_GCM_PARAMS *parameters = mechanism->pParameter;
    if (mechanism->mechanism != CKM_AES_GCM || mechanism->ulParameterLen != sizeof *parameters
        || parameters->ulIvLen != nonce_size || parameters->ulAADLen > sizeof data) {
        return CKR_MECHANISM_PARAM_INVALID;
    }
    memcpy(nonce, parameters->pIv, nonce_size);
    nonce_of_caller = parameters->pIv;
    memcpy(data, parameters->pAAD, parameters->ulAADLen);
    data_count = parameters->ulAADLen;
    return CKR_OK;
}

static void tag(unsigned char *result, const unsigned char *plaintext, CK_ULONG count) {
    for (int index = 0; index < tag_size; index++) {
        unsigned long hash = 14695981039346656037UL + index;
        for (CK_ULONG next = 0; next < nonce_size; next++) { hash = (hash ^ nonce[next]) * 1099511628211UL; }
        for (CK_ULONG next = 0; next < data_count; next++) { hash = (hash ^ data[next]) * 1099511628211UL; }
        for (CK_ULONG next = 0; next < count; next++) { hash = (hash ^ plaintext[next]) * 1099511628211UL; }
        for (int round = 0; round < 4; round++) { hash = (hash ^ hash >> 29) * 1099511628211UL; }
        result[index] = hash >> 24;
    }
}

static CK_RV encrypt(CK_SESSION_HANDLE session, unsigned char *plaintext, CK_ULONG count, unsigned char *output,
                     CK_ULONG *output_count) {
    CHECK(session);
    if (does("fails")) { return CKR_DEVICE_ERROR; }
    if (*output_count < count + tag_size) { return CKR_BUFFER_TOO_SMALL; }
    if (does("own-nonce")) {
        memset(nonce, 0xA7, nonce_size);
        memcpy(nonce_of_caller, nonce, nonce_size);
    }
    for (CK_ULONG next = 0; next < count; next++) { output[next] = plaintext[next] ^ nonce[next % nonce_size] ^ 0x5A; }
    tag(output + count, plaintext, count);
    *output_count = does("long-output") ? count + tag_size + 1 : does("short-output") ? count : does("endless-output") ? (CK_ULONG)-1 : count + tag_size;
    return CKR_OK;
}

static CK_RV decrypt(CK_SESSION_HANDLE session, unsigned char *input, CK_ULONG count, unsigned char *output,
                     CK_ULONG *output_count) {
    CHECK(session);
    if (count < tag_size || *output_count < count) { return CKR_BUFFER_TOO_SMALL; }
    CK_ULONG rest = count - tag_size;
    for (CK_ULONG next = 0; next < rest; next++) { output[next] = input[next] ^ nonce[next % nonce_size] ^ 0x5A; }
    unsigned char expected[tag_size];
    tag(expected, output, rest);
    if (memcmp(expected, input + rest, tag_size) != 0) { return CKR_ENCRYPTED_DATA_INVALID; }
    *output_count = does("long-output") ? count + 1 : does("short-output") ? rest - 1 : does("endless-output") ? (CK_ULONG)-1 : rest;
    return CKR_OK;
}

static CK_FUNCTION_LIST functions = {
    .version = {2, 40},
    .C_Initialize = initialize,
    .C_Finalize = finalize,
    .C_GetInfo = get_info,
    .C_GetSlotList = get_slots,
    .C_GetSlotInfo = get_slot_info,
    .C_GetTokenInfo = get_token_info,
    .C_GetMechanismInfo = get_mechanism_info,
    .C_OpenSession = open_session,
    .C_CloseSession = close_session,
    .C_GetSessionInfo = get_session_info,
    .C_Login = login,
    .C_FindObjectsInit = find_start,
    .C_FindObjects = find,
    .C_FindObjectsFinal = find_end,
    .C_GetAttributeValue = get_attributes,
    .C_GenerateKey = generate_key,
    .C_EncryptInit = crypt_start,
    .C_Encrypt = encrypt,
    .C_DecryptInit = crypt_start,
    .C_Decrypt = decrypt,
};

CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list) {
    functions.C_GetFunctionList = C_GetFunctionList;
    *list = &functions;
    return CKR_OK;
}
