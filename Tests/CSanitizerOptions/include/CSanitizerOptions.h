// Nothing to call: the address sanitizer's runtime looks for what options.c defines.
