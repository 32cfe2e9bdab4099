#include "CPasswordLists.h"

// The lists stay text files that a person can read and compare; the compiler puts them into the read-only data of the
// binary, so that they cost neither a resource bundle at run time nor heap. #embed is C23, and Clang knows it in every
// language mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char common[] = {
#embed "Lists/common-passwords.txt"
};

static const unsigned char documentation[] = {
#embed "Lists/documentation-passwords.txt"
};

struct CPasswordList CPasswordListCommon(void) {
    return (struct CPasswordList){common, sizeof(common)};
}

struct CPasswordList CPasswordListDocumentation(void) {
    return (struct CPasswordList){documentation, sizeof(documentation)};
}
