/// What is stored of a linked server login beside the name of the server and the remote login.
struct LinkedServerLoginDetails: KeyDetails {
    /// The login of this server; `nil` for all that have none of their own.
    let localLogin: String?
    /// Whether the login is itself on the linked server; `nil` for `false`.
    var usesSelfCredential: Bool?
}
