import Foundation

/// A request, as a line has it.
struct Request: Decodable, Sendable {
    enum Action: String, Decodable {
        case add, seal, open, rotateDataKey, rotateMasterKey, remove
    }

    /// What the answer is told by.
    let id: String
    let action: Action
    let tenant: String
    /// What the record is called, to seal or to open it.
    let record: String?
    /// The record to seal.
    let text: String?
    /// The sealed record to open, in Base64.
    let sealed: Data?
}

/// The answer to a request.
struct Answer: Encodable, Sendable {
    /// The id of the request; none when it could not be read.
    let id: String?
    /// The sealed record.
    var sealed: Data?
    /// The record.
    var text: String?
    /// What was lost with a tenant.
    var lost: [String]?
    /// Why it was refused, or failed; nothing has changed then.
    var error: String?
}
