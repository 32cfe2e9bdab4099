/// What is stored of a further version of the key with which a symmetric key seals messages.
struct SealingKeyDetails: KeyDetails {
    /// The number of the symmetric key, in the same database.
    let symmetricKey: Int32
    /// Which version it is, from 2 on.
    let version: UInt32
}
