import KeyHierarchy

/// What a store can hold. The tables check it when a row is written, and the library again when it is read.
package enum Limits {
    /// The longest text in UTF-8 bytes: room for 4,000 characters of a credential's identity, `nvarchar(4000)`.
    package static let textSize = 16_384
    /// The most bytes of the further facts about a key.
    package static let detailsSize = KeyRecord.maximumDetailsSize
    /// The longest encrypted secret in bytes.
    package static let sealedSize = SealedSecret.maximumSize
    /// The longest value of bytes that any column takes.
    package static let blobSize = max(sealedSize, detailsSize)
    /// Numbers of databases, keys and slots. A number goes up by one for the next; the room above keeps it from
    /// overflowing, whatever somebody wrote into the store.
    package static let numbers: ClosedRange<Int64> = 0...2_000_000_000
    /// Revisions and versions, which go up by one too.
    package static let versions: ClosedRange<Int64> = 0...(1 << 62)
    /// Times in microseconds since 1970, up to the year 2200: within it, a `Date` tells all microseconds apart.
    package static let timestamps: ClosedRange<Int64> = 0...7_258_118_399_999_999
}
