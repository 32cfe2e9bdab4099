/// What is stored of a linked server login beside the name of the server and the remote login.
struct LinkedServerLoginDetails: KeyDetails {
    /// The login of this server; `nil` for all that have none of their own.
    let localLogin: String?
}
