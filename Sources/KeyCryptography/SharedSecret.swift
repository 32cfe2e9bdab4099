/// A secret that several owners hold; it is wiped when the last one lets go.
///
/// Collections, actors and continuations cannot hold a noncopyable ``SecretBytes`` yet; they hold this.
package final class SharedSecret: Sendable {
    package let bytes: SecretBytes

    package init(_ bytes: consuming SecretBytes) {
        self.bytes = bytes
    }
}
