// Written by `npm run docs` from the gateway's own OpenAPI document.
export interface paths {
    "/v2/access/self": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The connected account's profile, or only `isAuth: false` when it is signed out.
         * @description Permission `profile:read`.
         */
        get: operations["getSelf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes the account's name or the text about it, and answers the profile then.
         * @description Permission `profile:write`.
         */
        patch: operations["patchSelf"];
        trace?: never;
    };
    "/v2/access/self/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to the account, newest first.
         * @description Permission `notifications:read`.
         */
        get: operations["getSelfNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/self/release-forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The account's release forms.
         * @description Permission `profile:read`.
         */
        get: operations["getSelfReleaseForms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/self/tagged-friend-users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The users who may be tagged in the account's posts.
         * @description Permission `profile:read`.
         */
        get: operations["getSelfTaggedFriendUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A user's public profile, by number, username or `me`.
         * @description Permission `profile:read`.
         */
        get: operations["getUsersByUserId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/users/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Several users in one call; those who do not exist are left out.
         * @description Permission `profile:read`.
         */
        get: operations["getUsersList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/users/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Performers whose name or username contains a text.
         * @description Permission `profile:read`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        get: operations["getUsersSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/users/restrict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The users whom the account restricts.
         * @description Permission `users:read`.
         */
        get: operations["getUsersRestrict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/users/blocked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The users whom the account blocks.
         * @description Permission `users:read`.
         */
        get: operations["getUsersBlocked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/users/{userId}/restrict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restricts a user: they can read, and write no more.
         * @description Permission `users:write`.
         */
        post: operations["postUsersByUserIdRestrict"];
        /**
         * Lifts a restriction.
         * @description Permission `users:write`.
         */
        delete: operations["deleteUsersByUserIdRestrict"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/users/lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The account's user lists, with those the upstream keeps itself.
         * @description Permission `lists:read`.
         */
        get: operations["getUsersLists"];
        put?: never;
        /**
         * Creates an empty user list.
         * @description Permission `lists:write`.
         */
        post: operations["postUsersLists"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/users/lists/{listId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One user list.
         * @description Permission `lists:read`.
         */
        get: operations["getUsersListsByListId"];
        put?: never;
        post?: never;
        /**
         * Deletes a user list; its users stay.
         * @description Permission `lists:write`.
         */
        delete: operations["deleteUsersListsByListId"];
        options?: never;
        head?: never;
        /**
         * Gives a user list another name.
         * @description Permission `lists:write`.
         */
        patch: operations["patchUsersListsByListId"];
        trace?: never;
    };
    "/v2/access/users/{userId}/lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts one user on up to five lists at once.
         * @description Permission `lists:write`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        post: operations["postUsersByUserIdLists"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/users/lists/{listId}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The users on a list.
         * @description Permission `lists:read`.
         */
        get: operations["getUsersListsByListIdUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/users/lists/{listId}/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts a user on a list.
         * @description Permission `lists:write`.
         */
        post: operations["postUsersListsByListIdUsersByUserId"];
        /**
         * Takes a user off a list.
         * @description Permission `lists:write`.
         */
        delete: operations["deleteUsersListsByListIdUsersByUserId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The connected account's own posts, newest first.
         * @description Permission `posts:read`.
         */
        get: operations["getPosts"];
        put?: never;
        /**
         * Publishes a post, or schedules one.
         * @description Permission `posts:write`.
         */
        post: operations["postPosts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/users/{userId}/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A user's posts, newest first, as far as the account may see them.
         * @description Permission `posts:read`.
         */
        get: operations["getUsersByUserIdPosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/posts/{postId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One post in full.
         * @description Permission `posts:read`.
         */
        get: operations["getPostsByPostId"];
        /**
         * Puts other content in a post's place.
         * @description Permission `posts:write`.
         */
        put: operations["putPostsByPostId"];
        post?: never;
        /**
         * Removes a post for good.
         * @description Permission `posts:write`.
         */
        delete: operations["deletePostsByPostId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/chats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The account's conversations.
         * @description Permission `messages:read`.
         */
        get: operations["getChats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/chats/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Conversations with users whose name or username contains a text.
         * @description Permission `messages:read`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        get: operations["getChatsSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/chats/{userId}/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The messages of one conversation that carry media, newest first.
         * @description Permission `messages:read`.
         */
        get: operations["getChatsByUserIdMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/chats/{userId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The messages of one conversation, newest first.
         * @description Permission `messages:read`.
         */
        get: operations["getChatsByUserIdMessages"];
        put?: never;
        /**
         * Sends one direct message; with a price, its media are locked until paid.
         * @description Permission `messages:write`.
         */
        post: operations["postChatsByUserIdMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/chats/{userId}/messages/{messageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes a message back, while the upstream still allows it.
         * @description Permission `messages:write`.
         */
        delete: operations["deleteChatsByUserIdMessagesByMessageId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/mass-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Queues a message to users and user lists, for now or for a set time.
         * @description Permission `messages:write`.
         */
        post: operations["postMassMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/mass-messages/{massMessageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One queued or sent mass message.
         * @description Permission `messages:read`.
         */
        get: operations["getMassMessagesByMassMessageId"];
        /**
         * Puts another mass message in the place of one that is still queued.
         * @description Permission `messages:write`.
         */
        put: operations["putMassMessagesByMassMessageId"];
        post?: never;
        /**
         * Cancels a queued mass message, or takes back a sent one.
         * @description Permission `messages:write`.
         */
        delete: operations["deleteMassMessagesByMassMessageId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/subscribers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The account's fans.
         * @description Permission `subscribers:read`.
         */
        get: operations["getSubscribers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/subscribers/{userId}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Writes the account's private note on a fan; an empty one removes it.
         * @description Permission `subscribers:write`.
         */
        put: operations["putSubscribersByUserIdNote"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/subscribers/{userId}/custom-name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets the name that the account alone sees for a fan.
         * @description Permission `subscribers:write`.
         */
        put: operations["putSubscribersByUserIdCustomName"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The creators whom the account follows.
         * @description Permission `subscriptions:read`.
         */
        get: operations["getSubscriptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/subscriptions/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many the account follows and is followed by, by state.
         * @description Permission `subscriptions:read`.
         */
        get: operations["getSubscriptionsCount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/subscriptions/{subscriptionId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The paid periods of one subscription, by the other user's number.
         * @description Permission `subscriptions:read`.
         */
        get: operations["getSubscriptionsBySubscriptionIdHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/users/{userId}/stories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A user's current stories.
         * @description Permission `stories:read`.
         */
        get: operations["getUsersByUserIdStories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/stories/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One story of a user.
         * @description Permission `stories:read`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        get: operations["getStoriesItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/subscribers/{userId}/discount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Lowers the subscription's price for one fan.
         * @description Permission `subscribers:write`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        put: operations["putSubscribersByUserIdDiscount"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/vault/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything in the account's vault, newest first.
         * @description Permission `vault:read`.
         */
        get: operations["getVaultMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/vault/lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The lists of the vault, with what the whole vault holds.
         * @description Permission `vault:read`.
         */
        get: operations["getVaultLists"];
        put?: never;
        /**
         * Makes an empty list in the vault.
         * @description Permission `vault:write`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        post: operations["postVaultLists"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/vault/lists/{listId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Removes a list; its media stay in the vault.
         * @description Permission `vault:write`.
         */
        delete: operations["deleteVaultListsByListId"];
        options?: never;
        head?: never;
        /**
         * Renames a list of the vault, and empties it if asked to.
         * @description Permission `vault:write`.
         */
        patch: operations["patchVaultListsByListId"];
        trace?: never;
    };
    "/v2/access/vault/lists/{listId}/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The media of one list of the vault.
         * @description Permission `vault:read`.
         */
        get: operations["getVaultListsByListIdMedia"];
        put?: never;
        /**
         * Puts vault media into a list.
         * @description Permission `vault:write`.
         */
        post: operations["postVaultListsByListIdMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/promotions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Offers to subscribe at a lower price, the newest first.
         * @description Permission `promotions:read`.
         */
        get: operations["getPromotions"];
        put?: never;
        /**
         * Starts a promotion.
         * @description Permission `promotions:write`.
         */
        post: operations["postPromotions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/promotions/{promotionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Changes a promotion; what is left out stays.
         * @description Permission `promotions:write`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        put: operations["putPromotionsByPromotionId"];
        post?: never;
        /**
         * Removes a promotion for good.
         * @description Permission `promotions:write`.
         */
        delete: operations["deletePromotionsByPromotionId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/promotions/{promotionId}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a promotion at once; it stays in the list as finished.
         * @description Permission `promotions:write`.
         */
        post: operations["postPromotionsByPromotionIdStop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/promotions/bundles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Offers of several months at once.
         * @description Permission `promotions:read`.
         */
        get: operations["getPromotionsBundles"];
        put?: never;
        /**
         * Offers several months at a lower price.
         * @description Permission `promotions:write`.
         */
        post: operations["postPromotionsBundles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/promotions/bundles/{bundleId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One bundle.
         * @description Permission `promotions:read`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        get: operations["getPromotionsBundlesByBundleId"];
        /**
         * Changes a bundle; what is left out stays.
         * @description Permission `promotions:write`.
         */
        put: operations["putPromotionsBundlesByBundleId"];
        post?: never;
        /**
         * Removes a bundle and answers what it was.
         * @description Permission `promotions:write`.
         */
        delete: operations["deletePromotionsBundlesByBundleId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/promotions/trial-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Links that give a free trial.
         * @description Permission `promotions:read`.
         */
        get: operations["getPromotionsTrialLinks"];
        put?: never;
        /**
         * Makes a link that gives a free trial.
         * @description Permission `promotions:write`.
         */
        post: operations["postPromotionsTrialLinks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/promotions/trial-links/{trialLinkId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One trial link.
         * @description Permission `promotions:read`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        get: operations["getPromotionsTrialLinksByTrialLinkId"];
        /**
         * Changes a trial link; what is left out stays.
         * @description Permission `promotions:write`.
         */
        put: operations["putPromotionsTrialLinksByTrialLinkId"];
        post?: never;
        /**
         * Removes a trial link.
         * @description Permission `promotions:write`.
         */
        delete: operations["deletePromotionsTrialLinksByTrialLinkId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/promotions/trial-links/share-access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets another user see a trial link's statistics.
         * @description Permission `promotions:write`.
         */
        post: operations["postPromotionsTrialLinksShareAccess"];
        /**
         * Takes that access back.
         * @description Permission `promotions:write`.
         */
        delete: operations["deletePromotionsTrialLinksShareAccess"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/promotions/tracking-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Links that count who comes through them.
         * @description Permission `promotions:read`.
         */
        get: operations["getPromotionsTrackingLinks"];
        put?: never;
        /**
         * Makes a tracking link.
         * @description Permission `promotions:write`.
         */
        post: operations["postPromotionsTrackingLinks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/promotions/tracking-links/{trackingLinkId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One tracking link.
         * @description Permission `promotions:read`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        get: operations["getPromotionsTrackingLinksByTrackingLinkId"];
        /**
         * Renames a tracking link.
         * @description Permission `promotions:write`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        put: operations["putPromotionsTrackingLinksByTrackingLinkId"];
        post?: never;
        /**
         * Removes a tracking link.
         * @description Permission `promotions:write`.
         */
        delete: operations["deletePromotionsTrackingLinksByTrackingLinkId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/promotions/tracking-links/share-access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets another user see a tracking link's statistics.
         * @description Permission `promotions:write`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        post: operations["postPromotionsTrackingLinksShareAccess"];
        /**
         * Takes that access back.
         * @description Permission `promotions:write`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        delete: operations["deletePromotionsTrackingLinksShareAccess"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/promotions/tracking-links/{trackingLinkId}/claimers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The users who came through a tracking link.
         * @description Permission `promotions:read`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        get: operations["getPromotionsTrackingLinksByTrackingLinkIdClaimers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/earnings/chart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Net earnings over time, of all sources or of one.
         * @description Permission `earnings:read`.
         */
        get: operations["getEarningsChart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/earnings/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every earning, the newest first.
         * @description Permission `earnings:read`.
         */
        get: operations["getEarningsTransactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/earnings/chargebacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Earnings that the payers' banks took back, the newest first.
         * @description Permission `earnings:read`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        get: operations["getEarningsChargebacks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/posts/{postId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is counted of one post, day by day.
         * @description Permission `analytics:read`.
         */
        get: operations["getAnalyticsPostsByPostId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/posts/chart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is counted of all posts together, over time.
         * @description Permission `analytics:read`.
         */
        get: operations["getAnalyticsPostsChart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/posts/top": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The posts that did best in a period.
         * @description Permission `analytics:read`.
         */
        get: operations["getAnalyticsPostsTop"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/streams/chart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is counted of all streams together, over time.
         * @description Permission `analytics:read`.
         */
        get: operations["getAnalyticsStreamsChart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/streams/top": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The streams that did best in a period.
         * @description Permission `analytics:read`.
         */
        get: operations["getAnalyticsStreamsTop"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/stories/chart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is counted of all stories together, over time.
         * @description Permission `analytics:read`.
         */
        get: operations["getAnalyticsStoriesChart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/stories/top": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The stories that did best in a period.
         * @description Permission `analytics:read`.
         */
        get: operations["getAnalyticsStoriesTop"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/mass-messages/chart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mass and direct messages over time, sent and bought.
         * @description Permission `analytics:read`.
         */
        get: operations["getAnalyticsMassMessagesChart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/mass-messages/sent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mass messages that went out in a period, with how they did.
         * @description Permission `analytics:read`.
         */
        get: operations["getAnalyticsMassMessagesSent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/mass-messages/purchased": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mass messages that somebody bought.
         * @description Permission `analytics:read`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        get: operations["getAnalyticsMassMessagesPurchased"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/mass-messages/{massMessageId}/buyers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The users who bought one mass message.
         * @description Permission `analytics:read`.
         */
        get: operations["getAnalyticsMassMessagesByMassMessageIdBuyers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/promotions/chart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who came through promotions, over time.
         * @description Permission `analytics:read`.
         */
        get: operations["getAnalyticsPromotionsChart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/promotions/top": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The promotions that brought the most fans in a period.
         * @description Permission `analytics:read`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        get: operations["getAnalyticsPromotionsTop"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/trials/chart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who came through trials, over time.
         * @description Permission `analytics:read`.
         */
        get: operations["getAnalyticsTrialsChart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/trials/top": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The trials that brought the most fans in a period.
         * @description Permission `analytics:read`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        get: operations["getAnalyticsTrialsTop"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/campaigns/chart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who came through campaigns, over time.
         * @description Permission `analytics:read`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        get: operations["getAnalyticsCampaignsChart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/campaigns/top": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The campaigns that brought the most fans in a period.
         * @description Permission `analytics:read`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        get: operations["getAnalyticsCampaignsTop"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/visitor-countries/chart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who looked at the profile, over time.
         * @description Permission `analytics:read`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        get: operations["getAnalyticsVisitorCountriesChart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/analytics/visitor-countries/top": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The countries those come from.
         * @description Permission `analytics:read`. The upstream's side of this endpoint is inferred and may be wrong.
         */
        get: operations["getAnalyticsVisitorCountriesTop"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/uploads/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks whether a file is in the vault already.
         * @description Permission `vault:write`.
         */
        post: operations["postUploadsCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/uploads/init": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens an upload and says in which parts the file is to be sent.
         * @description Permission `vault:write`.
         */
        post: operations["postUploadsInit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/uploads/{mediaUploadId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sends a whole file, where it is one part, and completes the upload.
         * @description Permission `vault:write`.
         */
        put: operations["putUploadsByMediaUploadId"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/uploads/{mediaUploadId}/parts/{partNumber}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sends one part, in any order. Sent again, it takes the place of the one before: its number is all the key it needs.
         * @description Permission `vault:write`.
         */
        put: operations["putUploadsByMediaUploadIdPartsByPartNumber"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/access/uploads/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Joins the parts of a file.
         * @description Permission `vault:write`.
         */
        post: operations["postUploadsComplete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/account/whoami": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organization behind the key, and what the key may do. */
        get: operations["getAccountWhoami"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/account/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organization's settings. */
        get: operations["getAccountSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the organization's settings. */
        patch: operations["patchAccountSettings"];
        trace?: never;
    };
    "/v2/account/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organization's linked accounts, in pages. */
        get: operations["getAccountConnections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/account/connections/{connectionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One linked account. */
        get: operations["getAccountConnectionsByConnectionId"];
        put?: never;
        post?: never;
        /** Unlinks an account for good. */
        delete: operations["deleteAccountConnectionsByConnectionId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/account/connections/{connectionId}/invalidate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs an account out; it can be linked again. */
        post: operations["postAccountConnectionsByConnectionIdInvalidate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/account/connections/{connectionId}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The settings of one connection. */
        get: operations["getAccountConnectionsByConnectionIdSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes settings of one connection. */
        patch: operations["patchAccountConnectionsByConnectionIdSettings"];
        trace?: never;
    };
    "/v2/account/connections/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Links an account by a session that is already there. */
        post: operations["postAccountConnectionsImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/account/connections/import/{connectionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Renews the session of a linked account. */
        patch: operations["patchAccountConnectionsImportByConnectionId"];
        trace?: never;
    };
    "/v2/link/init": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a Link session and says where its owner goes to agree and sign in. */
        post: operations["postLinkInit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/link/{clientSecret}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a Link session stands, and the Connection ID once there is one. */
        get: operations["getLinkByClientSecret"];
        put?: never;
        post?: never;
        /** Ends a Link session. */
        delete: operations["deleteLinkByClientSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/link/exchange": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turns the code of a redirect into the Connection ID, once. */
        post: operations["postLinkExchange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/link/invites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The invites of the organization, the newest first, and how each stands. */
        get: operations["getLinkInvites"];
        put?: never;
        /** Makes an invite: a link for an owner that opens Link sessions for seven days. */
        post: operations["postLinkInvites"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/link/invites/{inviteId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes an invite back, with the sessions it has opened. */
        delete: operations["deleteLinkInvitesByInviteId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/dynamic-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules that sign for the key's environment, in our form or a community's. */
        get: operations["getDynamicRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules that sign for the key's environment, in our form or a community's. */
        get: operations["getRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/dynamic-rules/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which revision signs now, and whether a newer one is known. */
        get: operations["getDynamicRulesStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/dynamic-rules/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The headers that sign one upstream request. */
        post: operations["postDynamicRulesSign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The headers that sign one upstream request. */
        post: operations["postSign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "connection.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An account was linked.
         * @description The form `svix` says `eventType` in place of `type`, and `live` in place of `timestamp`.
         */
        post: operations["onConnectionCreated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "connection.updated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A connection's session or permissions changed, or its owner paused one app or let it go on.
         * @description The form `svix` says `eventType` in place of `type`, and `live` in place of `timestamp`.
         */
        post: operations["onConnectionUpdated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "connection.expired": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A connection's session can no longer be used.
         * @description The form `svix` says `eventType` in place of `type`, and `live` in place of `timestamp`.
         */
        post: operations["onConnectionExpired"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "connection.disconnected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A connection was ended and its session destroyed.
         * @description The form `svix` says `eventType` in place of `type`, and `live` in place of `timestamp`.
         */
        post: operations["onConnectionDisconnected"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "connection.paused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A connection was paused.
         * @description The form `svix` says `eventType` in place of `type`, and `live` in place of `timestamp`.
         */
        post: operations["onConnectionPaused"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "connection.resumed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A paused connection goes on.
         * @description The form `svix` says `eventType` in place of `type`, and `live` in place of `timestamp`.
         */
        post: operations["onConnectionResumed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "connection.revoked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The account's owner ended what an app may do.
         * @description The form `svix` says `eventType` in place of `type`, and `live` in place of `timestamp`.
         */
        post: operations["onConnectionRevoked"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "connection.repaired": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A connection that had expired works again.
         * @description The form `svix` says `eventType` in place of `type`, and `live` in place of `timestamp`.
         */
        post: operations["onConnectionRepaired"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "connection.will_expire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A session will probably end soon: by its cookie, its age, or because challenges pile up.
         * @description The form `svix` says `eventType` in place of `type`, and `live` in place of `timestamp`.
         */
        post: operations["onConnectionWillExpire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "rules.updated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Another build of the signing rules is in force.
         * @description The form `svix` says `eventType` in place of `type`, and `live` in place of `timestamp`.
         */
        post: operations["onRulesUpdated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "rules.rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A rules document was refused; the last good one stays in force.
         * @description The form `svix` says `eventType` in place of `type`, and `live` in place of `timestamp`.
         */
        post: operations["onRulesRejected"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "rules.stale": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The upstream refused the newest build that there is.
         * @description The form `svix` says `eventType` in place of `type`, and `live` in place of `timestamp`.
         */
        post: operations["onRulesStale"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "upstream.drift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The upstream's answers to an endpoint have another form than before.
         * @description The form `svix` says `eventType` in place of `type`, and `live` in place of `timestamp`.
         */
        post: operations["onUpstreamDrift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** BroadcastStatistics */
        BroadcastStatistics: {
            id: number;
            date: string;
            text: string;
            responseType?: string;
            rawText?: string;
            template?: string;
            price?: string;
            giphyId?: string | null;
            media: components["schemas"]["Media"][];
            previews: components["schemas"]["Media"][];
            releaseForms: {
                id: number;
                name: string;
                partnerSource: string;
                type: string;
                user?: {
                    id: number;
                    view: string;
                    name: string;
                    username: string;
                    avatar: string;
                    ivStatus: string;
                    isVerified: boolean;
                    isFromGuest: boolean;
                    avatarThumbs: {
                        c50: string;
                        c144: string;
                    };
                };
            }[];
            mediaCount?: number;
            viewedCount?: number;
            sentCount?: number;
            unsendSeconds?: number;
            purchasedCount?: number;
            isFree?: boolean;
            isMediaReady?: boolean;
            isTip?: boolean;
            isReportedByMe?: boolean;
            isCanceled?: boolean;
            canUnsend?: boolean;
            canSendMessageToBuyers?: boolean;
        };
        /** Bundle */
        Bundle: {
            id: number;
            discount: number;
            duration: number;
            price: number;
            canBuy: boolean;
        };
        /** CampaignStatistics */
        CampaignStatistics: {
            id: number;
            countSubscribers: number;
            countTransitions: number;
            campaignCode: number;
            campaignName: string;
            createdAt: string;
            endDate: string;
        };
        /** ChartBlock */
        ChartBlock: {
            chart: {
                date: string;
                count: number;
            }[];
            total: number;
            delta: number;
            gross?: number;
        };
        /** Chat */
        Chat: {
            withUser: {
                id: number;
                _view: string;
            };
            canNotSendReason?: boolean | string;
            canSendMessage?: boolean;
            canGoToProfile?: boolean;
            hasUnreadTips?: boolean;
            isMutedNotifications?: boolean;
            hasPurchasedFeed?: boolean;
            unreadMessagesCount?: number;
            lastReadMessageId?: number;
            countPinnedMessages?: number;
            lastMessage?: components["schemas"]["Message"];
        };
        /** EarningsChart */
        EarningsChart: {
            chart: {
                date: string;
                count: number;
            }[];
            total: number;
            gross?: number;
            delta?: number;
        };
        /** Media */
        Media: {
            id: number;
            /** @enum {unknown} */
            type: "photo" | "video" | "gif" | "audio";
            convertedToVideo: boolean;
            canView: boolean;
            hasError: boolean;
            createdAt: string;
            /** @default true */
            isReady: boolean;
            duration?: number;
            releaseForms: {
                id: number;
                name: string;
                partnerSource: string;
                type: string;
                user?: {
                    id: number;
                    view: string;
                    name: string;
                    username: string;
                    avatar: string;
                    ivStatus: string;
                    isVerified: boolean;
                    isFromGuest: boolean;
                    avatarThumbs: {
                        c50: string;
                        c144: string;
                    };
                };
            }[];
            hasCustomPreview?: boolean;
            videoSources?: {
                240?: string | null;
                720?: string | null;
            };
            files?: {
                full: {
                    /** @description Empty while the account may not see it. */
                    url: string;
                    width?: number;
                    height?: number;
                    size?: number;
                    sources: {
                        url: string;
                        width?: number;
                        height?: number;
                        type?: string;
                    }[];
                };
                thumb?: {
                    /** @description Empty while the account may not see it. */
                    url: string;
                    width?: number;
                    height?: number;
                    size?: number;
                };
                preview?: {
                    /** @description Empty while the account may not see it. */
                    url: string;
                    width?: number;
                    height?: number;
                    size?: number;
                    options: {
                        url: string;
                        width?: number;
                        height?: number;
                        type?: string;
                    }[];
                };
                squarePreview?: {
                    /** @description Empty while the account may not see it. */
                    url: string;
                    width?: number;
                    height?: number;
                    size?: number;
                };
            };
        };
        /** Message */
        Message: {
            id: number;
            text: string;
            fromUser: {
                id: number;
                name: string;
            } | {
                id: number;
                _view: string;
            };
            media: components["schemas"]["Media"][];
            previews: number[];
            mediaCount?: number;
            queueId?: number;
            unsendSecondsQueue?: number;
            cancelSeconds?: number;
            responseType?: string;
            createdAt?: string;
            changedAt?: string;
            canPurchaseReason?: string;
            giphyId?: string | null;
            releaseForms?: unknown;
            isMediaReady?: boolean;
            lockedText?: boolean;
            isFree?: boolean;
            isTip?: boolean;
            isReportedByMe?: boolean;
            isCouplePeopleMedia?: boolean;
            isMarkdownDisabled?: boolean;
            isFromQueue?: boolean;
            canUnsendQueue?: boolean;
            isOpened?: boolean;
            isNew?: boolean;
            isLiked?: boolean;
            canPurchase?: boolean;
            canReport?: boolean;
            canBePinned?: boolean;
            isPinned?: boolean;
            price?: number;
        };
        /** Notification */
        Notification: {
            id: number;
            type: string;
            subType: string | null;
            createdAt: string;
            isRead: boolean;
            text: string;
            replacePairs: {
                [key: string]: unknown;
            } | null;
            canGoToProfile: boolean;
            userId: number | null;
        };
        /** OwnProfile */
        OwnProfile: {
            id: number;
            username: string;
            name: string;
            /** @default true */
            isAuth: boolean;
            isVerified: boolean;
            avatar: string | null;
            subscribersCount: number | null;
            postsCount: number;
            photosCount: number;
            videosCount: number;
        };
        /** OwnReleaseForm */
        OwnReleaseForm: {
            id: number;
            type: string;
            name: string;
            partnerId: number | null;
            code: string | null;
            status: string | null;
            createdAt: string | null;
            approvedAt: string | null;
            lastChangedAt: string | null;
            userName: string | null;
            hasUser: boolean;
            isHidden: boolean;
        };
        /** Post */
        Post: {
            id: number;
            mediaCount: number;
            media: components["schemas"]["Media"][];
            author?: {
                id: number;
                _view: string;
            };
            responseType: string;
            postedAt: string;
            postedAtPrecise: string;
            tipsAmount: string;
            canDelete: boolean;
            canEdit: boolean;
            canViewMedia: boolean;
            isMarkdownDisabled: boolean;
            isOpened: boolean;
            canToggleFavorite: boolean;
            isMediaReady: boolean;
            text: string;
            rawText: string;
            isFavorite: boolean;
            canComment: boolean;
            favoritesCount: number;
        };
        /** PostDetail */
        PostDetail: {
            id: number;
            mediaCount: number;
            media: components["schemas"]["Media"][];
            author?: {
                id: number;
                _view: string;
            };
            responseType: string;
            postedAt: string;
            postedAtPrecise: string;
            tipsAmount: string;
            canDelete: boolean;
            canEdit: boolean;
            canViewMedia: boolean;
            isMarkdownDisabled: boolean;
            isOpened: boolean;
            canToggleFavorite: boolean;
            isMediaReady: boolean;
            text: string;
            rawText: string;
            isFavorite: boolean;
            canComment: boolean;
            favoritesCount: number;
            price?: number;
            releaseForms: {
                id: number;
                name: string;
                partnerSource: string;
                type: string;
                user?: {
                    id: number;
                    view: string;
                    name: string;
                    username: string;
                    avatar: string;
                    ivStatus: string;
                    isVerified: boolean;
                    isFromGuest: boolean;
                    avatarThumbs: {
                        c50: string;
                        c144: string;
                    };
                };
            }[];
            canEditText: boolean;
            canEditMedia: boolean;
            canEditSchedule: boolean;
            canEditVote: boolean;
            preview: number[];
            hasVoting?: boolean;
            votingType?: number;
            voting?: {
                finishedAt: string;
                options: {
                    id: number;
                    text?: string;
                    count?: number;
                    percent?: number;
                    isWinner?: boolean;
                }[];
                total: number;
            };
        };
        /** PostStatistics */
        PostStatistics: {
            /** @default true */
            isAvailable: boolean;
            hasStats: boolean;
            hasVideo?: boolean;
            lookCount: number;
            uniqueLookCount: number;
            uniqueLookChart: {
                date: string;
                count: number;
            }[];
            lookChart: {
                date: string;
                count: number;
            }[];
            lookDuration: number;
            lookDurationAverage: number;
            likeCount: number;
            likeChart: {
                date: string;
                count: number;
            }[];
            commentCount: number;
            commentChart: {
                date: string;
                count: number;
            }[];
            tipCount: number;
            tipChart: {
                date: string;
                count: number;
            }[];
            tipSum: number;
            purchasedCount: number;
            purchasedSumm: number;
            tipSumChart: {
                date: string;
                count: number;
            }[];
            purchasesChart: {
                date: string;
                count: number;
            }[];
        };
        /** PostWithStatistics */
        PostWithStatistics: {
            id: number;
            mediaCount: number;
            media: components["schemas"]["Media"][];
            author?: {
                id: number;
                _view: string;
            };
            responseType: string;
            postedAt: string;
            postedAtPrecise: string;
            tipsAmount: string;
            canDelete: boolean;
            canEdit: boolean;
            canViewMedia: boolean;
            isMarkdownDisabled: boolean;
            isOpened: boolean;
            canToggleFavorite: boolean;
            isMediaReady: boolean;
            text: string;
            rawText: string;
            isFavorite: boolean;
            canComment: boolean;
            favoritesCount: number;
            stats?: {
                /** @default true */
                isAvailable: boolean;
                hasStats: boolean;
                hasVideo?: boolean;
                lookCount: number;
                uniqueLookCount: number;
                uniqueLookChart: {
                    date: string;
                    count: number;
                }[];
                lookChart: {
                    date: string;
                    count: number;
                }[];
                lookDuration: number;
                lookDurationAverage: number;
                likeCount: number;
                likeChart: {
                    date: string;
                    count: number;
                }[];
                commentCount: number;
                commentChart: {
                    date: string;
                    count: number;
                }[];
                tipCount: number;
                tipChart: {
                    date: string;
                    count: number;
                }[];
                tipSum: number;
                purchasedCount: number;
                purchasedSumm: number;
            };
            hasVoting?: boolean;
            votingType?: number;
            voting?: {
                finishedAt: string;
                options: {
                    id: number;
                    text?: string;
                    count?: number;
                    percent?: number;
                    isWinner?: boolean;
                }[];
                total: number;
            };
        };
        /** Problem */
        Problem: {
            /** @description The same as `code`; resolves to its explanation. */
            type: string;
            /** @enum {unknown} */
            code: "BAD_REQUEST" | "UNAUTHORIZED" | "SESSION_NOT_PROVIDED" | "SESSION_EXPIRED" | "RULES_OUTDATED" | "FORBIDDEN" | "RESOURCE_NOT_FOUND" | "ROUTE_NOT_FOUND" | "METHOD_NOT_ALLOWED" | "REQUEST_TIMEOUT" | "IDEMPOTENCY_IN_PROGRESS" | "CONFLICT" | "BODY_TOO_LARGE" | "URI_TOO_LONG" | "EXPECTATION_FAILED" | "IDEMPOTENCY_MISMATCH" | "RATE_LIMIT_EXCEEDED" | "HEADERS_TOO_LARGE" | "CLIENT_CLOSED" | "INTERNAL_ERROR" | "PLUGIN_FAILED" | "UPSTREAM_UNREACHABLE" | "UPSTREAM_CLOSED" | "UPSTREAM_INVALID" | "PROXY_ERROR" | "OVERLOADED" | "DRAINING" | "NOT_READY" | "UPSTREAM_BLOCKED" | "UPSTREAM_MAINTENANCE" | "UPSTREAM_TIMEOUT" | "EGRESS_TIMEOUT" | "HTTP_VERSION_NOT_SUPPORTED";
            status: number;
            title: string;
            detail: string;
            instance: string;
            error: string;
            message: string;
            requestId: string;
            /** @enum {unknown} */
            source: "caller" | "gateway" | "plugin" | "rules" | "session" | "egress" | "upstream";
            retryable: boolean;
            /** @description In seconds. */
            retryAfter?: number;
            reason?: string;
            actionRequired?: string;
            nextActions?: string[];
            upstream?: {
                status?: number;
            };
        };
        /** Promotion */
        Promotion: {
            id: number;
            message: string;
            rawMessage: string;
            hasRelatedPromo: boolean;
            price: number;
            type: string;
            canClaim: boolean;
            claimsCount: number;
            subscribeCounts: number;
            subscribeDays: number;
            createdAt: string;
            finishedAt: string;
            isFinished: boolean;
        };
        /** PromotionPage */
        PromotionPage: {
            list: components["schemas"]["Promotion"][];
            hasMore: boolean;
        };
        /** Queued */
        Queued: {
            id: number;
            date: string;
            total?: number;
            pending?: number;
            unsendSeconds?: number;
            isReady?: boolean;
            isDone?: boolean;
            canUnsend?: boolean;
            hasError?: boolean;
            isCanceled?: boolean;
            isCouplePeopleMedia?: boolean;
        };
        /** QueuedMessage */
        QueuedMessage: {
            id: number;
            text: string;
            fromUser: {
                id: number;
                name: string;
            } | {
                id: number;
                _view: string;
            };
            media: components["schemas"]["Media"][];
            previews: number[];
            mediaCount?: number;
            queueId?: number;
            unsendSecondsQueue?: number;
            cancelSeconds?: number;
            responseType?: string;
            createdAt?: string;
            changedAt?: string;
            canPurchaseReason?: string;
            giphyId?: string | null;
            releaseForms?: unknown;
            isMediaReady?: boolean;
            lockedText?: boolean;
            isFree?: boolean;
            isTip?: boolean;
            isReportedByMe?: boolean;
            isCouplePeopleMedia?: boolean;
            isMarkdownDisabled?: boolean;
            isFromQueue?: boolean;
            canUnsendQueue?: boolean;
            isOpened?: boolean;
            isNew?: boolean;
            isLiked?: boolean;
            canPurchase?: boolean;
            canReport?: boolean;
            canBePinned?: boolean;
            isPinned?: boolean;
            date?: string;
            textCropped?: string;
            price?: string;
            sentCount?: number;
            viewedCount?: number;
            unsendSeconds?: number;
            purchasedCount?: number;
            canUnsend?: boolean;
            isCanceled?: boolean;
            hasError?: boolean;
            canSendMessageToBuyers?: boolean;
            mediaTypes?: {
                video?: number;
                photo?: number;
                gif?: number;
                audio?: number;
            };
        };
        /** Story */
        Story: {
            id: number;
            userId: number;
            /** @default true */
            isReady: boolean;
            media: components["schemas"]["Media"][];
            createdAt: string;
            hasPost?: boolean;
            isWatched?: boolean;
            canLike?: boolean;
            isLiked?: boolean;
            question?: unknown | null;
        };
        /** StreamWithStatistics */
        StreamWithStatistics: {
            id: number;
            mediaCount: number;
            media: components["schemas"]["Media"][];
            author?: {
                id: number;
                _view: string;
            };
            responseType: string;
            postedAt: string;
            postedAtPrecise: string;
            tipsAmount: string;
            canDelete: boolean;
            canEdit: boolean;
            canViewMedia: boolean;
            isMarkdownDisabled: boolean;
            isOpened: boolean;
            canToggleFavorite: boolean;
            isMediaReady: boolean;
            text: string;
            rawText: string;
            isFavorite: boolean;
            canComment: boolean;
            favoritesCount: number;
            stats?: {
                /** @default true */
                isAvailable: boolean;
                hasStats: boolean;
                hasVideo?: boolean;
                lookCount: number;
                uniqueLookCount: number;
                uniqueLookChart: {
                    date: string;
                    count: number;
                }[];
                lookChart: {
                    date: string;
                    count: number;
                }[];
                lookDuration: number;
                lookDurationAverage: number;
                likeCount: number;
                likeChart: {
                    date: string;
                    count: number;
                }[];
                commentCount: number;
                commentChart: {
                    date: string;
                    count: number;
                }[];
                tipCount: number;
                tipChart: {
                    date: string;
                    count: number;
                }[];
                tipSum: number;
                purchasedCount: number;
                purchasedSumm: number;
            };
        };
        /** Subscriber */
        Subscriber: {
            id: number;
            name: string;
            username: string;
            displayName: string;
            isVerified: boolean;
            avatar: string | null;
            lastSeen: string | null;
            avatarThumbs: {
                c50: string;
                c144: string;
            } | null;
            subscription: {
                isActive: boolean;
                isExpired: boolean;
                subscribedAt: string | null;
                expiresAt: string | null;
                renewedAt: string | null;
                discountStartedAt: string | null;
                discountFinishedAt: string | null;
                price: number | null;
                regularPrice: number | null;
                discountPercent: number | null;
                discountPeriod: number | null;
                history: {
                    id: number;
                    price: number;
                    regularPrice: number;
                    discount: number;
                    startDate: string;
                    expireDate: string;
                    type: string;
                    action: string;
                    isCurrent: boolean;
                }[];
            };
            spending: {
                total: number;
                tips: number;
                subscriptions: number;
                messages: number;
                posts: number;
                streams: number;
            };
            isRestricted: boolean;
            isBlocked: boolean;
            capabilities: {
                canRestrict: boolean;
                canBlock: boolean;
                canReport: boolean;
                canUnsubscribe: boolean;
                canReceiveMessages: boolean;
                canSendTrial: boolean;
            };
            lists: {
                id: string | number;
                name: string;
            }[];
        };
        /** Subscription */
        Subscription: {
            id: number;
            username: string;
            name: string;
            avatar: string | null;
            avatarThumbs?: {
                c50: string;
                c144: string;
            } | null;
            lists: {
                id: string | number;
                type: string;
                name: string;
            }[];
            subscribedAt: string;
            expiredAt: string | null;
            renewedAt: string | null;
            isActive: boolean;
            subscriptionPrice: number;
            tipsSumm?: number;
            subscribesSumm?: number;
            messagesSumm?: number;
            postsSumm?: number;
            streamsSumm?: number;
            totalSumm?: number;
        };
        /** SubscriptionData */
        SubscriptionData: {
            price: number;
            newPrice: number;
            regularPrice: number;
            subscribePrice: number;
            discountPercent: number;
            discountPeriod: number;
            tipsSumm: number;
            subscribesSumm: number;
            messagesSumm: number;
            postsSumm: number;
            streamsSumm: number;
            totalSumm: number;
            subscribeAt: string;
            expiredAt: string;
            unsubscribeReason: string;
            duration: string;
            renewedAt: string | null;
            discountFinishedAt: string | null;
            discountStartedAt: string | null;
            status: string | null;
            isMuted: boolean;
            hasActivePaidSubscriptions: boolean;
            showPostsInFeed: boolean;
            subscribes: {
                id: number;
                userId: number;
                subscriberId: number;
                duration: number;
                price: number;
                regularPrice: number;
                discount: number;
                earningId: number;
                date: string;
                startDate: string;
                expireDate: string;
                action: string;
                type: string;
                cancelDate: string | null;
                offerStart: string | null;
                offerEnd: string | null;
                isCurrent: boolean;
            }[];
        };
        /** TaggedFriend */
        TaggedFriend: {
            id: number;
            type: string;
            name: string;
            user: {
                id: number;
                name: string;
                username: string;
                isVerified: boolean;
                avatar: string | null;
                isHidden: boolean;
            };
        };
        /** TrackingLink */
        TrackingLink: {
            id: number;
            name: string;
            campaignCode?: number;
            countSubscribers?: number;
            countTransitions?: number;
            campaignUrl?: string;
            createdAt?: string;
            endDate?: string | null;
        };
        /** Transaction */
        Transaction: {
            id: string;
            type: string | null;
            createdAt: string;
            amounts: {
                gross: number;
                net: number;
                fee: number;
                vat: number;
                tax: number;
            };
            /** @default USD */
            currency: string;
            /** @description HTML. */
            description: string;
            status: string | null;
            payoutPendingDays: number | null;
            user: {
                id: number;
                name: string;
                username: string;
                avatar: string | null;
            };
        };
        /** TrialLink */
        TrialLink: {
            id: number;
            trialLinkName: string;
            url: string;
            subscribeDays: number;
            subscribeCounts: number;
            claimCounts: number;
            clicksCounts: number;
            expiredAt: string | null;
            createdAt: string;
            isFinished: boolean;
            user?: unknown;
            sharedWith?: string | null;
        };
        /** TrialStatistics */
        TrialStatistics: {
            id: number;
            trialLinkName: string;
            url: string;
            subscribeDays: number;
            subscribeCounts: number;
            claimCounts: number;
            expiredAt: string | null;
            createdAt: string;
            isFinished: boolean;
        };
        /** Unsent */
        Unsent: {
            /** @default true */
            success: boolean;
            queue?: components["schemas"]["QueuedMessage"];
        };
        /** UserBrief */
        UserBrief: {
            id: number;
            username: string;
            name: string;
            isVerified: boolean;
            avatar: string | null;
            avatarThumbs?: {
                c50: string;
                c144: string;
            } | null;
        };
        /** UserFull */
        UserFull: {
            id: number;
            username: string;
            name: string;
            isVerified: boolean;
            avatar: string | null;
            avatarThumbs?: {
                c50: string;
                c144: string;
            } | null;
            lists: {
                id: string | number;
                type: string;
                name: string;
            }[];
            headerSize?: {
                width: number;
                height: number;
            } | null;
            headerThumbs?: {
                w480: string;
                w760: string;
            } | null;
            displayName?: string;
            notice?: string;
            joinDate?: string;
            subscribedOnDuration?: string;
            about?: string | null;
            website?: string | null;
            wishlist?: string | null;
            location?: string | null;
            header?: string | null;
            lastSeen?: string | null;
            subscribedByExpireDate?: string | null;
            subscribersCount?: number | null;
            currentSubscribePrice?: number | null;
            postsCount?: number;
            archivedPostsCount?: number;
            privateArchivedPostsCount?: number;
            photosCount?: number;
            videosCount?: number;
            audiosCount?: number;
            mediasCount?: number;
            favoritesCount?: number;
            favoritedCount?: number;
            subscribePrice?: number;
            tipsMin?: number;
            tipsMinInternal?: number;
            tipsMax?: number;
            subscribedByExpire?: boolean | null;
            subscribedByAutoprolong?: boolean | null;
            subscribedIsExpiredNow?: boolean | null;
            subscribedByData?: components["schemas"]["SubscriptionData"];
            subscribedOnData?: components["schemas"]["SubscriptionData"];
            isMarkdownDisabledForAbout?: boolean;
            subscribedBy?: boolean;
            subscribedOn?: boolean;
            subscribedOnExpiredNow?: boolean;
            canAddSubscriber?: boolean;
            tipsEnabled?: boolean;
            tipsTextEnabled?: boolean;
            canLookStory?: boolean;
            canCommentStory?: boolean;
            hasNotViewedStory?: boolean;
            hasStories?: boolean;
            isRestricted?: boolean;
            canRestrict?: boolean;
            isBlocked?: boolean;
            canReport?: boolean;
            canUnsubscribe?: boolean;
            isPendingAutoprolong?: boolean;
            isPerformer?: boolean;
            isRealPerformer?: boolean;
            canReceiveChatMessage?: boolean;
            canChat?: boolean;
            showPostsInFeed?: boolean;
            hasPinnedPosts?: boolean;
            hasLabels?: boolean;
            isPrivateRestriction?: boolean;
            showSubscribersCount?: boolean;
            showMediaCount?: boolean;
            isReferrerAllowed?: boolean;
            canCreatePromotion?: boolean;
            canCreateTrial?: boolean;
            isAdultContent?: boolean;
            canTrialSend?: boolean;
            isFriend?: boolean;
            hasScheduledStream?: boolean;
            hasStream?: boolean;
            canPayInternal?: boolean;
        };
        /** UserList */
        UserList: {
            id: string | number;
            type: string;
            name: string;
            usersCount?: number;
            postsCount?: number;
            order?: string;
            direction?: string;
            canUpdate?: boolean;
            canDelete?: boolean;
            canManageUsers?: boolean;
            canAddUsers?: boolean;
            canPinnedToFeed?: boolean;
            isPinnedToFeed?: boolean;
            canPinnedToChat?: boolean;
            isPinnedToChat?: boolean;
            sortList: {
                order: string;
                direction: string;
            }[];
            users: components["schemas"]["UserMini"][];
        };
        /** UserMini */
        UserMini: {
            id: number;
            username: string;
            name: string;
            isVerified: boolean;
            avatar: string | null;
            avatarThumbs?: {
                c50: string;
                c144: string;
            } | null;
        };
        /** UserRelation */
        UserRelation: {
            id: number;
            username: string;
            name: string;
            isVerified: boolean;
            avatar: string | null;
            avatarThumbs?: {
                c50: string;
                c144: string;
            } | null;
            lists: {
                id: string | number;
                type: string;
                name: string;
            }[];
            displayName?: string;
            notice?: string;
            subscribedOnDuration?: string;
            subscribedByExpireDate?: string | null;
            lastSeen?: string | null;
            subscribedBy?: boolean | null;
            subscribedByExpire?: boolean | null;
            subscribedByAutoprolong?: boolean | null;
            currentSubscribePrice?: number | null;
            subscribedByData?: components["schemas"]["SubscriptionData"];
            subscribedOnData?: components["schemas"]["SubscriptionData"];
            isRestricted?: boolean;
            canRestrict?: boolean;
            subscribedIsExpiredNow?: boolean;
            subscribedOn?: boolean;
            subscribedOnExpiredNow?: boolean;
            canReport?: boolean;
            canReceiveChatMessage?: boolean;
            hideChat?: boolean;
            isPerformer?: boolean;
            isRealPerformer?: boolean;
            canTrialSend?: boolean;
            isBlocked?: boolean;
            canUnsubscribe?: boolean;
            isPendingAutoprolong?: boolean;
        };
        /** VaultList */
        VaultList: {
            id: number;
            /** @enum {unknown} */
            type: "custom" | "messages" | "posts" | "stories" | "streams" | "media_stickers";
            name: string;
            hasMedia: boolean;
            canUpdate: boolean;
            canDelete: boolean;
            medias: {
                type: ("photo" | "video" | "gif" | "audio") | null;
                url?: string;
            }[];
        };
        /** VaultMedia */
        VaultMedia: {
            id: number;
            /** @enum {unknown} */
            type: "photo" | "video" | "gif" | "audio";
            convertedToVideo: boolean;
            canView: boolean;
            hasError: boolean;
            createdAt: string;
            /** @default true */
            isReady: boolean;
            duration?: number;
            releaseForms: {
                id: number;
                name: string;
                partnerSource: string;
                type: string;
                user?: {
                    id: number;
                    view: string;
                    name: string;
                    username: string;
                    avatar: string;
                    ivStatus: string;
                    isVerified: boolean;
                    isFromGuest: boolean;
                    avatarThumbs: {
                        c50: string;
                        c144: string;
                    };
                };
            }[];
            hasCustomPreview?: boolean;
            videoSources?: {
                240?: string | null;
                720?: string | null;
            };
            files?: {
                full: {
                    /** @description Empty while the account may not see it. */
                    url: string;
                    width?: number;
                    height?: number;
                    size?: number;
                    sources: {
                        url: string;
                        width?: number;
                        height?: number;
                        type?: string;
                    }[];
                };
                thumb?: {
                    /** @description Empty while the account may not see it. */
                    url: string;
                    width?: number;
                    height?: number;
                    size?: number;
                };
                preview?: {
                    /** @description Empty while the account may not see it. */
                    url: string;
                    width?: number;
                    height?: number;
                    size?: number;
                    options: {
                        url: string;
                        width?: number;
                        height?: number;
                        type?: string;
                    }[];
                };
                squarePreview?: {
                    /** @description Empty while the account may not see it. */
                    url: string;
                    width?: number;
                    height?: number;
                    size?: number;
                };
            };
            counters: {
                likesCount: number;
                tipsSumm: number;
            };
            hasPosts?: boolean;
            lists: {
                id: number;
                type: string;
                name: string;
            }[];
        };
        /** VisitorCountries */
        VisitorCountries: {
            /** @default true */
            isAvailable: boolean;
            hasStats: boolean;
            topCountries: {
                hasMore: boolean;
                totals: {
                    total: number;
                    subscribers: number;
                    guests: string;
                    users: string;
                };
                rows: {
                    rank: number;
                    countryName: string;
                    countryCode: string;
                    viewsCount: {
                        total: number;
                        guests: number;
                        users: number;
                        subscribers: number;
                    };
                }[];
            };
        };
        /** VisitorsChart */
        VisitorsChart: {
            /** @default true */
            isAvailable: boolean;
            hasStats: boolean;
            chart: {
                visitors: {
                    date: string;
                    count: number;
                }[];
                duration: {
                    date: string;
                    count: number;
                }[];
            };
            total: {
                current: string;
                delta: number;
            };
        };
    };
    responses: {
        /** @description Any other error; see `code`. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `BAD_REQUEST` */
        Problem400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `UNAUTHORIZED`, `SESSION_NOT_PROVIDED`, `SESSION_EXPIRED`, `RULES_OUTDATED` */
        Problem401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `FORBIDDEN` */
        Problem403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `RESOURCE_NOT_FOUND`, `ROUTE_NOT_FOUND` */
        Problem404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `METHOD_NOT_ALLOWED` */
        Problem405: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `REQUEST_TIMEOUT` */
        Problem408: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `IDEMPOTENCY_IN_PROGRESS`, `CONFLICT` */
        Problem409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `BODY_TOO_LARGE` */
        Problem413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `URI_TOO_LONG` */
        Problem414: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `EXPECTATION_FAILED` */
        Problem417: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `IDEMPOTENCY_MISMATCH` */
        Problem422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `RATE_LIMIT_EXCEEDED` */
        Problem429: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `HEADERS_TOO_LARGE` */
        Problem431: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `CLIENT_CLOSED` */
        Problem499: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `INTERNAL_ERROR`, `PLUGIN_FAILED` */
        Problem500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `UPSTREAM_UNREACHABLE`, `UPSTREAM_CLOSED`, `UPSTREAM_INVALID`, `PROXY_ERROR` */
        Problem502: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `OVERLOADED`, `DRAINING`, `NOT_READY`, `UPSTREAM_BLOCKED`, `UPSTREAM_MAINTENANCE` */
        Problem503: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `UPSTREAM_TIMEOUT`, `EGRESS_TIMEOUT` */
        Problem504: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `HTTP_VERSION_NOT_SUPPORTED` */
        Problem505: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getSelf: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnProfile"] | {
                        isAuth: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    patchSelf: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    about?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserFull"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getSelfNotifications: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                type?: "subscribed" | "purchases" | "tip" | "post" | "commented" | "mentioned" | "favorited" | "message";
                /** @description Only what is about this user. */
                relatedUsername?: string;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["Notification"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getSelfReleaseForms: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                filter?: "all" | "pending";
                sortBy?: "date" | "name";
                sortDirection?: "asc" | "desc";
                search?: string;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["OwnReleaseForm"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getSelfTaggedFriendUsers: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                filter?: "all" | "pending";
                sortBy?: "date" | "name";
                sortDirection?: "asc" | "desc";
                search?: string;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["TaggedFriend"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getUsersByUserId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description This must be a user's number, a username or `me`. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserFull"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getUsersList: {
        parameters: {
            query: {
                /** @description Users' numbers, comma-separated or with the name repeated. */
                userIds: string[];
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        users: components["schemas"]["UserFull"][];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getUsersSearch: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                query?: string;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["UserFull"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getUsersRestrict: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["UserRelation"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getUsersBlocked: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["UserRelation"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postUsersByUserIdRestrict: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a user's number, a username or `me`. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    deleteUsersByUserIdRestrict: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a user's number, a username or `me`. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getUsersLists: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                query?: string;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["UserList"][];
                        hasMore: boolean;
                        nextOffset?: number;
                        order?: string;
                        sort?: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postUsersLists: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getUsersListsByListId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description This must be a list's number, or the name of one such as `fans`. */
                listId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    deleteUsersListsByListId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a list's number, or the name of one such as `fans`. */
                listId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    patchUsersListsByListId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a list's number, or the name of one such as `fans`. */
                listId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postUsersByUserIdLists: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a user's number, a username or `me`. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    listIds: number[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: {
                            listId: number;
                            success: boolean;
                        }[];
                        errors?: {
                            listId: number;
                            error: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getUsersListsByListIdUsers: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description This must be a list's number, or the name of one such as `fans`. */
                listId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["UserMini"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postUsersListsByListIdUsersByUserId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a list's number, or the name of one such as `fans`. */
                listId: string;
                /** @description This must be a user's number, a username or `me`. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["UserList"];
                        userState: {
                            id: string | number;
                            type: string;
                            name: string;
                            hasUser: boolean;
                            canAddUser?: boolean;
                            cannotAddUserReason?: string | null;
                        };
                    } | {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    deleteUsersListsByListIdUsersByUserId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a list's number, or the name of one such as `fans`. */
                listId: string;
                /** @description This must be a user's number, a username or `me`. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["UserMini"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    } | {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getPosts: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                sortBy?: "publish_date" | "tips" | "favorites_count";
                sortDirection?: "asc" | "desc";
                pinned?: boolean;
                /** @description Whether to add `counters`. */
                includePostCounts?: boolean;
                /** @description The `tailMarker` of the page before. */
                beforePublishTime?: string;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["Post"][];
                        hasMore: boolean;
                        headMarker: string;
                        tailMarker: string;
                        counters?: {
                            audiosCount: number;
                            photosCount: number;
                            videosCount: number;
                            mediasCount: number;
                            postsCount: number;
                            streamsCount: number;
                            archivedPostsCount: number;
                            privateArchivedPostsCount: number;
                        };
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postPosts: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text?: string;
                    /** @description In order: numbers in the vault, uploads as `upload:<uuid>`, and http(s) addresses of files, which the gateway fetches. */
                    mediaItems?: (number | string)[];
                    isLockedText?: boolean | null;
                    price?: number | null;
                    previewMediaCount?: number | null;
                    releaseForms?: {
                        users?: number[];
                        partners?: number[];
                        guests?: number[];
                    };
                    userTags?: number[];
                    isMarkdown?: boolean | null;
                    replyToMessageId?: string;
                    scheduledDate?: string | number;
                    fundRaisingTargetAmount?: number;
                    fundRaisingTipsPresets?: number[];
                    /** @description In days. */
                    expireAfter?: number;
                    /** @description A poll. The published API gives its form nowhere, so this one is the gateway's own; the upstream's name for the options, `voting`, is inferred from its answers. */
                    poll?: {
                        /** @description What can be voted for, in order. */
                        options: string[];
                        /** @description When the vote ends; the upstream decides if it is left out. */
                        finishDate?: string | number;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getUsersByUserIdPosts: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                sortBy?: "publish_date" | "tips" | "favorites_count";
                sortDirection?: "asc" | "desc";
                pinned?: boolean;
                /** @description Whether to add `counters`. */
                includePostCounts?: boolean;
                /** @description The `tailMarker` of the page before. */
                beforePublishTime?: string;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description This must be a user's number, a username or `me`. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["Post"][];
                        hasMore: boolean;
                        headMarker: string;
                        tailMarker: string;
                        counters?: {
                            audiosCount: number;
                            photosCount: number;
                            videosCount: number;
                            mediasCount: number;
                            postsCount: number;
                            streamsCount: number;
                            archivedPostsCount: number;
                            privateArchivedPostsCount: number;
                        };
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getPostsByPostId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description This must be a post's number. */
                postId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostDetail"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    putPostsByPostId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a post's number. */
                postId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text?: string;
                    /** @description In order: numbers in the vault, uploads as `upload:<uuid>`, and http(s) addresses of files, which the gateway fetches. */
                    mediaItems?: (number | string)[];
                    isLockedText?: boolean | null;
                    price?: number | null;
                    previewMediaCount?: number | null;
                    releaseForms?: {
                        users?: number[];
                        partners?: number[];
                        guests?: number[];
                    };
                    userTags?: number[];
                    isMarkdown?: boolean | null;
                    scheduledDate?: string | number;
                    fundRaisingTargetAmount?: number;
                    fundRaisingTipsPresets?: number[];
                    /** @description In days. */
                    expireAfter?: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    deletePostsByPostId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a post's number. */
                postId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getChats: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                order?: "recent" | "old";
                filter?: "priority" | "who_tipped" | "unread";
                query?: string;
                /** @description Only members of this list. */
                userListId?: number;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["Chat"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getChatsSearch: {
        parameters: {
            query?: {
                query?: string;
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["Chat"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getChatsByUserIdMedia: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                skip_users?: string;
                /** @description Only older than this message. */
                last_id?: string;
                /** @description Only paid messages that were, or were not, opened. */
                opened?: boolean;
                type?: "photos" | "videos" | "audios";
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description This must be a user's number, a username or `me`. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["Message"][];
                        hasMore: boolean;
                        nextLastId?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getChatsByUserIdMessages: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                query?: string;
                /** @description Only older than this message. */
                last_id?: string;
                /** @description Starts at this message. */
                first_id?: string;
                /** @description Users in full instead of ids. */
                include_users?: boolean;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description This must be a user's number, a username or `me`. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["Message"][];
                        hasMore: boolean;
                        nextLastId?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postChatsByUserIdMessages: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a user's number, a username or `me`. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text?: string;
                    /** @description In order: numbers in the vault, uploads as `upload:<uuid>`, and http(s) addresses of files, which the gateway fetches. */
                    mediaItems?: (number | string)[];
                    isLockedText?: boolean | null;
                    price?: number | null;
                    previewMediaCount?: number | null;
                    releaseForms?: {
                        users?: number[];
                        partners?: number[];
                        guests?: number[];
                    };
                    userTags?: number[];
                    isMarkdown?: boolean | null;
                    replyToMessageId?: string;
                    isForwardedMessage?: boolean | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    deleteChatsByUserIdMessagesByMessageId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a user's number, a username or `me`. */
                userId: string;
                /** @description This must be a message's number. */
                messageId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    withUserId: number | string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unsent"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postMassMessages: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text?: string;
                    /** @description In order: numbers in the vault, uploads as `upload:<uuid>`, and http(s) addresses of files, which the gateway fetches. */
                    mediaItems?: (number | string)[];
                    isLockedText?: boolean | null;
                    price?: number | null;
                    previewMediaCount?: number | null;
                    releaseForms?: {
                        users?: number[];
                        partners?: number[];
                        guests?: number[];
                    };
                    userTags?: number[];
                    isMarkdown?: boolean | null;
                    isForwardedMessage?: boolean | null;
                    scheduledDate?: (string | number) | null;
                    userIds?: (number | string)[];
                    userLists?: (number | string)[];
                    subscribedAfterDate?: (string | number) | null;
                    excludeUserLists?: (number | string)[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queued"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getMassMessagesByMassMessageId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description This must be a mass message's number. */
                massMessageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    putMassMessagesByMassMessageId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a mass message's number. */
                massMessageId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text?: string;
                    /** @description In order: numbers in the vault, uploads as `upload:<uuid>`, and http(s) addresses of files, which the gateway fetches. */
                    mediaItems?: (number | string)[];
                    isLockedText?: boolean | null;
                    price?: number | null;
                    previewMediaCount?: number | null;
                    releaseForms?: {
                        users?: number[];
                        partners?: number[];
                        guests?: number[];
                    };
                    userTags?: number[];
                    isMarkdown?: boolean | null;
                    isForwardedMessage?: boolean | null;
                    scheduledDate?: (string | number) | null;
                    userIds?: (number | string)[];
                    userLists?: (number | string)[];
                    subscribedAfterDate?: (string | number) | null;
                    excludeUserLists?: (number | string)[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queued"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    deleteMassMessagesByMassMessageId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a mass message's number. */
                massMessageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unsent"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getSubscribers: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                query?: string;
                /** @description Written `filter[online]=1`. */
                filter?: {
                    promoId?: string;
                    trial_id?: string;
                    duration?: string;
                    tips?: string;
                    total_spent?: string;
                    online?: boolean;
                };
                type?: "all" | "active" | "expired" | "latest";
                /** @description With `type=latest`: subscribed since. */
                startDate?: string;
                /** @description With `type=latest`: subscribed until. */
                endDate?: string;
                /** @description With `type=latest`. */
                latestType?: "total" | "new" | "renewals";
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["Subscriber"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    putSubscribersByUserIdNote: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a user's number, a username or `me`. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    notice: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    putSubscribersByUserIdCustomName: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a user's number, a username or `me`. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    displayName: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getSubscriptions: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                query?: string;
                /** @description Written `filter[paid]=1`. */
                filter?: {
                    online?: boolean;
                    paid?: boolean;
                };
                type?: "all" | "active" | "expired";
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["Subscription"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getSubscriptionsCount: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        subscriptions: {
                            active: number;
                            muted: number;
                            restricted: number;
                            expired: number;
                            blocked: number;
                            all: number;
                            attention: number;
                        };
                        subscribers: {
                            active: number;
                            muted: number;
                            restricted: number;
                            expired: number;
                            blocked: number;
                            all: number;
                            activeOnline: number;
                        };
                        bookmarks: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getSubscriptionsBySubscriptionIdHistory: {
        parameters: {
            query?: {
                /** @description The whole history, not the recent part. */
                all?: boolean;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description This must be a subscription's number. */
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: {
                            subscribeDate: string;
                            expireDate: string;
                            price: number;
                        }[];
                        hasMore: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getUsersByUserIdStories: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description This must be a user's number, a username or `me`. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Story"][];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getStoriesItems: {
        parameters: {
            query: {
                userId: string;
                storyId: string;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["Story"][];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    putSubscribersByUserIdDiscount: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a user's number, a username or `me`. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description In percent. */
                    discount: number;
                    /** @description In months. */
                    period: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getVaultMedia: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                sortBy?: "recent" | "most-liked" | "highest-tips";
                sortDirection?: "asc" | "desc";
                query?: string;
                mediaType?: "photo" | "video" | "audio" | "gif";
                /** @description Only the media of this list. */
                listId?: number;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["VaultMedia"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getVaultLists: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                query?: string;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["VaultList"][];
                        all: {
                            videosCount: number;
                            photosCount: number;
                            gifsCount: number;
                            audiosCount: number;
                            medias: {
                                type?: unknown;
                            }[];
                        };
                        hasMore: boolean;
                        nextOffset?: number;
                        /** @default true */
                        canCreateVaultLists: boolean;
                        order: string;
                        sort: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postVaultLists: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VaultList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    deleteVaultListsByListId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a list's number, or the name of one such as `fans`. */
                listId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    patchVaultListsByListId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a list's number, or the name of one such as `fans`. */
                listId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    clearMedia?: boolean | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VaultList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getVaultListsByListIdMedia: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                sortBy?: "recent" | "most-liked" | "highest-tips";
                sortDirection?: "asc" | "desc";
                query?: string;
                mediaType?: "photo" | "video" | "audio" | "gif";
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description This must be a list's number, or the name of one such as `fans`. */
                listId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["VaultMedia"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postVaultListsByListIdMedia: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a list's number, or the name of one such as `fans`. */
                listId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    mediaIds: number[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VaultList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getPromotions: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["Promotion"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postPromotions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description In percent; 100 is free. */
                    discount: number;
                    message: string;
                    /** @description How long it can be claimed. */
                    finishDays: number;
                    /** @description How many fans can claim it. */
                    subscribeCounts: number;
                    /** @description How long it lasts a fan. */
                    subscribeDays: number;
                    /** @description Whom it is for, such as `new` and `expired`. */
                    type: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionPage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    putPromotionsByPromotionId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a promotion's number. */
                promotionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description In percent; 100 is free. */
                    discount?: number;
                    message?: string;
                    /** @description How long it can be claimed. */
                    finishDays?: number;
                    /** @description How many fans can claim it. */
                    subscribeCounts?: number;
                    /** @description How long it lasts a fan. */
                    subscribeDays?: number;
                    /** @description Whom it is for, such as `new` and `expired`. */
                    type?: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Promotion"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    deletePromotionsByPromotionId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a promotion's number. */
                promotionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @default true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postPromotionsByPromotionIdStop: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a promotion's number. */
                promotionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @default true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getPromotionsBundles: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["Bundle"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postPromotionsBundles: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description In percent. */
                    discount: number;
                    /** @description In months. */
                    duration: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bundle"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getPromotionsBundlesByBundleId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description This must be a bundle's number. */
                bundleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bundle"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    putPromotionsBundlesByBundleId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a bundle's number. */
                bundleId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description In percent. */
                    discount?: number;
                    /** @description In months. */
                    duration?: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bundle"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    deletePromotionsBundlesByBundleId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a bundle's number. */
                bundleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bundle"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getPromotionsTrialLinks: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["TrialLink"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postPromotionsTrialLinks: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    trialLinkName: string;
                    /** @description How long the trial lasts. */
                    subscribeDays: number;
                    /** @description How many fans can use it. */
                    subscribeCounts?: number;
                    /** @description When the link ends. */
                    expiredAt?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialLink"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getPromotionsTrialLinksByTrialLinkId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description This must be a trial link's number. */
                trialLinkId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialLink"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    putPromotionsTrialLinksByTrialLinkId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a trial link's number. */
                trialLinkId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    trialLinkName?: string;
                    /** @description How long the trial lasts. */
                    subscribeDays?: number;
                    /** @description How many fans can use it. */
                    subscribeCounts?: number;
                    /** @description When the link ends. */
                    expiredAt?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @default true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    deletePromotionsTrialLinksByTrialLinkId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a trial link's number. */
                trialLinkId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @default true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postPromotionsTrialLinksShareAccess: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    trialId: number;
                    userId: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @default true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    deletePromotionsTrialLinksShareAccess: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    trialId: number;
                    userId: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @default true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getPromotionsTrackingLinks: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                /** @description Sent on; pages are asked for anyway. */
                pagination?: number;
                /** @description Adds links that were removed. */
                with_deleted?: number;
                /** @description Sent on as it is. */
                sorting_deleted?: string;
                stats?: "true" | "false";
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["TrackingLink"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postPromotionsTrackingLinks: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackingLink"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getPromotionsTrackingLinksByTrackingLinkId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description This must be a tracking link's number. */
                trackingLinkId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackingLink"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    putPromotionsTrackingLinksByTrackingLinkId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a tracking link's number. */
                trackingLinkId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackingLink"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    deletePromotionsTrackingLinksByTrackingLinkId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description This must be a tracking link's number. */
                trackingLinkId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @default true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postPromotionsTrackingLinksShareAccess: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    campaignId: number;
                    userId: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @default true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    deletePromotionsTrackingLinksShareAccess: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    campaignId: number;
                    userId: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @default true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getPromotionsTrackingLinksByTrackingLinkIdClaimers: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description This must be a tracking link's number. */
                trackingLinkId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["UserBrief"][];
                        hasMore: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getEarningsChart: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                endDate?: string;
                /** @description The source; all of them if left out. */
                by?: "total" | "messages" | "tips" | "stream" | "post" | "subscribes" | "tips_profile" | "tips_post" | "tips_chat" | "tips_stream" | "tips_story" | "ref";
                withTotal?: boolean;
                /** @description A value a month. */
                monthlyTotal?: boolean;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EarningsChart"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getEarningsTransactions: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description The `nextMarker` of the page before. */
                marker?: string;
                type?: "subscribes" | "chat_messages" | "post" | "stream" | "tips";
                /** @description Only with `type=tips`. */
                tipsSource?: "chat" | "post_all" | "profile" | "story" | "stream";
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["Transaction"][];
                        hasMore: boolean;
                        marker: number | null;
                        nextMarker: number | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getEarningsChargebacks: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                endDate?: string;
                /** @description The `nextMarker` of the page before. */
                marker?: string;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: {
                            id: number;
                            createdAt: string;
                            paymentType: string | null;
                            /** Transaction */
                            payment: {
                                id: string | null;
                                createdAt: string | null;
                                amounts: {
                                    gross: number;
                                    net: number;
                                    fee: number;
                                    vat: number;
                                    tax: number;
                                };
                                currency: string | null;
                                description: string | null;
                                status: string | null;
                                user: {
                                    id: number;
                                    name: string;
                                    username: string;
                                    avatar: string | null;
                                };
                            };
                        }[];
                        hasMore: boolean;
                        marker: number | null;
                        nextMarker: number | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsPostsByPostId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description This must be a post's number. */
                postId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostStatistics"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsPostsChart: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                endDate?: string;
                withTotal?: boolean;
                /** @description Only this count. */
                by?: "purchases" | "posts" | "tips" | "views" | "likes" | "comments";
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["ChartBlock"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsPostsTop: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                endDate?: string;
                /** @description The count to go by. */
                by?: "purchases" | "tips" | "views" | "likes" | "comments";
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PostWithStatistics"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsStreamsChart: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                endDate?: string;
                withTotal?: boolean;
                /** @description Only this count. */
                by?: "purchases" | "duration" | "tips" | "views" | "likes" | "comments";
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["ChartBlock"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsStreamsTop: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                endDate?: string;
                /** @description The count to go by. */
                by?: "purchases" | "duration" | "tips" | "views" | "likes" | "comments";
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["StreamWithStatistics"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsStoriesChart: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                endDate?: string;
                withTotal?: boolean;
                /** @description Only this count. */
                by?: "tips" | "stories" | "views" | "likes" | "comments";
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["ChartBlock"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsStoriesTop: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                endDate?: string;
                /** @description The count to go by. */
                by?: "tips" | "views" | "likes" | "comments";
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: number;
                            userId: number;
                            isReady: boolean;
                            hasPost: boolean;
                            isWatched: boolean;
                            media: components["schemas"]["Media"][];
                            createdAt: string;
                            canvasHeight: number;
                            canvasWidth: number;
                            question?: {
                                entity: {
                                    id: number;
                                    text: string;
                                    createdAt: string;
                                };
                                type: string;
                                positions: {
                                    zIndex: number;
                                    x: number | null;
                                    y: number | null;
                                    top: number;
                                    left: number;
                                    width: number;
                                    height: number;
                                    angle: number;
                                    color: string;
                                };
                            };
                            viewersCount: number;
                            viewers: {
                                id: number;
                                name: string;
                                username: string;
                                avatar: string;
                                avatarThumbs: {
                                    c50: string;
                                    c144: string;
                                };
                                isVerified: boolean;
                                canLookStory: boolean;
                                canCommentStory: boolean;
                                hasNotViewedStory: boolean;
                                isStoryLiked: boolean;
                                isStoryBlockedUser: boolean;
                            }[];
                            commentsCount: number;
                            canDelete: boolean;
                            isHighlightCover: boolean;
                            isLastInHighlight: boolean;
                            tipsAmount: string;
                            tipsAmountRaw: number;
                            tipsCount: number;
                            likesCount: number;
                            releaseForms: {
                                id: number;
                                name: string;
                                partnerSource: string;
                                type: string;
                                user?: {
                                    id: number;
                                    view: string;
                                    name: string;
                                    username: string;
                                    avatar: string;
                                    ivStatus: string;
                                    isVerified: boolean;
                                    isFromGuest: boolean;
                                    avatarThumbs: {
                                        c50: string;
                                        c144: string;
                                    };
                                };
                            }[];
                            post?: {
                                id: number;
                                author?: {
                                    id: number;
                                    _view: string;
                                };
                                coordinateParams?: {
                                    top: number;
                                    left: number;
                                    width: number;
                                    height: number;
                                    angle: number;
                                    scale: number;
                                };
                            };
                            texts: {
                                text: string;
                                position: {
                                    x: number;
                                    y: number;
                                    width: number;
                                    height: number;
                                    angle: number;
                                };
                            }[];
                        }[];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsMassMessagesChart: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                endDate?: string;
                withTotal?: boolean;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        group_messages: components["schemas"]["ChartBlock"];
                        group_messages_purchases: components["schemas"]["ChartBlock"];
                        direct_messages: components["schemas"]["ChartBlock"];
                        direct_messages_purchases: components["schemas"]["ChartBlock"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsMassMessagesSent: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                endDate?: string;
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BroadcastStatistics"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsMassMessagesPurchased: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BroadcastStatistics"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsMassMessagesByMassMessageIdBuyers: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
                /** @description The `nextMarker` of the page before. */
                marker?: string;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description This must be a mass message's number. */
                massMessageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["UserBrief"][];
                        hasMore: boolean;
                        marker: number | null;
                        nextMarker: number | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsPromotionsChart: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                endDate?: string;
                withTotal?: boolean;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["ChartBlock"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsPromotionsTop: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                endDate?: string;
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Promotion"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsTrialsChart: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                endDate?: string;
                withTotal?: boolean;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["ChartBlock"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsTrialsTop: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                endDate?: string;
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TrialStatistics"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsCampaignsChart: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                endDate?: string;
                withTotal?: boolean;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["ChartBlock"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsCampaignsTop: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                endDate?: string;
                /** @description Rows in a page; more than the maximum is lowered to it. */
                limit?: number;
                /** @description Rows to skip. */
                offset?: number;
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: components["schemas"]["CampaignStatistics"][];
                        hasMore: boolean;
                        nextOffset?: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsVisitorCountriesChart: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                endDate?: string;
                /** @description Only these. */
                by?: "guests" | "total" | "users";
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitorsChart"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAnalyticsVisitorCountriesTop: {
        parameters: {
            query?: {
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                startDate?: string;
                /** @description A date, an ISO 8601 date with a zone, or milliseconds since 1970. */
                endDate?: string;
                /** @description Only these. */
                by?: "guests" | "total" | "users";
            };
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitorCountries"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postUploadsCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description MD5, as hex. */
                    etag: string;
                    /** @description In bytes. */
                    size: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        exists: boolean;
                        media?: components["schemas"]["Media"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postUploadsInit: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    filename: string;
                    /** @description In bytes. */
                    size: number;
                    contentType: string;
                    /** @description Accepted; a file is ready for any use. */
                    vaultUpload?: {
                        /** @enum {unknown} */
                        mode?: "message";
                        userId?: string | null;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mediaUploadId: string;
                        totalParts: number;
                        partSize: number;
                        expiresAt: string;
                        uploadUrl?: string;
                        parts: {
                            partNumber: number;
                            size: number;
                            uploadUrl: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    putUploadsByMediaUploadId: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description The upload, as `init` named it. */
                mediaUploadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mediaUploadId: string;
                        media?: components["schemas"]["Media"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    putUploadsByMediaUploadIdPartsByPartNumber: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
            };
            path: {
                /** @description The upload, as `init` named it. */
                mediaUploadId: string;
                /** @description The part, from 1 on. */
                partNumber: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mediaUploadId: string;
                        partNumber: number;
                        etag: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    postUploadsComplete: {
        parameters: {
            query?: never;
            header?: {
                /** @description The linked account to act for. */
                "x-connection-id"?: string;
                /** @description The same request again under the same key is answered as the first was, for a day. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    mediaUploadId: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mediaUploadId: string;
                        media?: components["schemas"]["Media"];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            502: components["responses"]["Problem502"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
            default: components["responses"]["Problem"];
        };
    };
    getAccountWhoami: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string | null;
                        permissions: string[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    getAccountSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        vaultPlus: {
                            autoEnableForNewConnections: boolean;
                            defaultSettings: {
                                autoCacheVault: boolean;
                                autoCacheMessages: boolean;
                                autoCachePosts: boolean;
                                autoCacheStories: boolean;
                                minAccessCountVault: number;
                                minAccessCountMessages: number;
                                minAccessCountPosts: number;
                                minAccessCountStories: number;
                                cacheImages: boolean;
                                cacheVideos: boolean;
                                cacheAudio: boolean;
                                imageQualities: ("thumb" | "preview" | "full")[];
                                videoQualities: ("preview" | "720p" | "1080p" | "source")[];
                                retentionDays: number;
                                accessExpiryDays: number;
                                presignedUrlTtlSeconds: number;
                                storageLimitBytes: number;
                                /** @enum {unknown} */
                                storageLimitPurgeStrategy: "purge_oldest" | "purge_largest" | "purge_smallest" | "block_new";
                            };
                        };
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    patchAccountSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    vaultPlus?: {
                        autoEnableForNewConnections?: boolean;
                        applyToExistingConnections?: boolean;
                        defaultSettings?: {
                            autoCacheVault?: boolean;
                            autoCacheMessages?: boolean;
                            autoCachePosts?: boolean;
                            autoCacheStories?: boolean;
                            minAccessCountVault?: number;
                            minAccessCountMessages?: number;
                            minAccessCountPosts?: number;
                            minAccessCountStories?: number;
                            cacheImages?: boolean;
                            cacheVideos?: boolean;
                            cacheAudio?: boolean;
                            imageQualities?: ("thumb" | "preview" | "full")[];
                            videoQualities?: ("preview" | "720p" | "1080p" | "source")[];
                            retentionDays?: number;
                            accessExpiryDays?: number;
                            presignedUrlTtlSeconds?: number;
                            storageLimitBytes?: number;
                            /** @enum {unknown} */
                            storageLimitPurgeStrategy?: "purge_oldest" | "purge_largest" | "purge_smallest" | "block_new";
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        settings: {
                            vaultPlus: {
                                autoEnableForNewConnections: boolean;
                                defaultSettings: {
                                    autoCacheVault: boolean;
                                    autoCacheMessages: boolean;
                                    autoCachePosts: boolean;
                                    autoCacheStories: boolean;
                                    minAccessCountVault: number;
                                    minAccessCountMessages: number;
                                    minAccessCountPosts: number;
                                    minAccessCountStories: number;
                                    cacheImages: boolean;
                                    cacheVideos: boolean;
                                    cacheAudio: boolean;
                                    imageQualities: ("thumb" | "preview" | "full")[];
                                    videoQualities: ("preview" | "720p" | "1080p" | "source")[];
                                    retentionDays: number;
                                    accessExpiryDays: number;
                                    presignedUrlTtlSeconds: number;
                                    storageLimitBytes: number;
                                    /** @enum {unknown} */
                                    storageLimitPurgeStrategy: "purge_oldest" | "purge_largest" | "purge_smallest" | "block_new";
                                };
                            };
                        };
                        broadcastResult?: {
                            affectedConnections: number;
                            purgeResults: {
                                connectionId: string;
                                purgedCount: number;
                                freedBytes: number;
                            }[];
                        };
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    getAccountConnections: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than 100 is lowered to it, which the answer says in `Warning`. */
                limit?: string;
                /** @description Rows to pass over. */
                offset?: string;
                status?: "active" | "expired" | "awaiting_2fa";
                imported?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: {
                            id: string;
                            /** @enum {unknown} */
                            status: "active" | "expired" | "awaiting_2fa";
                            userData: {
                                id: string;
                                name: string;
                                username: string;
                                avatar: string | null;
                            };
                            permissions: string[];
                            expiredAt: string | null;
                            createdAt: string;
                            updatedAt: string;
                            clientReferenceId: string | null;
                            imported: boolean;
                            lastCheckedAt: string | null;
                            state: string;
                            reason: string | null;
                            consent: {
                                by: string;
                                basis: string | null;
                            } | null;
                        }[];
                        hasMore: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    getAccountConnectionsByConnectionId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        status: "active" | "expired" | "awaiting_2fa";
                        userData: {
                            id: string;
                            name: string;
                            username: string;
                            avatar: string | null;
                        };
                        permissions: string[];
                        expiredAt: string | null;
                        createdAt: string;
                        updatedAt: string;
                        clientReferenceId: string | null;
                        imported: boolean;
                        lastCheckedAt: string | null;
                        state: string;
                        reason: string | null;
                        consent: {
                            by: string;
                            basis: string | null;
                        } | null;
                        nextActions: string[];
                        sessionSince: string | null;
                        sessionEndsAt: string | null;
                        warning: {
                            at: string;
                            cause: string;
                            sessionEndsAt: string | null;
                        } | null;
                        history: {
                            at: string;
                            from: string | null;
                            to: string;
                            by: string;
                            reason: string | null;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    deleteAccountConnectionsByConnectionId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to answer. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    postAccountConnectionsByConnectionIdInvalidate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to answer. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    getAccountConnectionsByConnectionIdSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        connectionId: string;
                        vaultPlus: {
                            enabled: boolean;
                            settingsOverrides: {
                                autoCacheVault?: boolean;
                                autoCacheMessages?: boolean;
                                autoCachePosts?: boolean;
                                autoCacheStories?: boolean;
                                minAccessCountVault?: number;
                                minAccessCountMessages?: number;
                                minAccessCountPosts?: number;
                                minAccessCountStories?: number;
                                cacheImages?: boolean;
                                cacheVideos?: boolean;
                                cacheAudio?: boolean;
                                imageQualities?: ("thumb" | "preview" | "full")[];
                                videoQualities?: ("preview" | "720p" | "1080p" | "source")[];
                                retentionDays?: number;
                                accessExpiryDays?: number;
                                presignedUrlTtlSeconds?: number;
                                storageLimitBytes?: number;
                                /** @enum {unknown} */
                                storageLimitPurgeStrategy?: "purge_oldest" | "purge_largest" | "purge_smallest" | "block_new";
                            } | null;
                            stats: {
                                vaultPlusEnabled: boolean;
                                totalStorageBytes: number;
                                storageLimitBytes: number;
                                mediaCount: number;
                                storedCount: number;
                                storageUsagePercent: number;
                            };
                        };
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    patchAccountConnectionsByConnectionIdSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    vaultPlus?: {
                        enabled?: boolean;
                        settings?: {
                            autoCacheVault?: boolean;
                            autoCacheMessages?: boolean;
                            autoCachePosts?: boolean;
                            autoCacheStories?: boolean;
                            minAccessCountVault?: number;
                            minAccessCountMessages?: number;
                            minAccessCountPosts?: number;
                            minAccessCountStories?: number;
                            cacheImages?: boolean;
                            cacheVideos?: boolean;
                            cacheAudio?: boolean;
                            imageQualities?: ("thumb" | "preview" | "full")[];
                            videoQualities?: ("preview" | "720p" | "1080p" | "source")[];
                            retentionDays?: number;
                            accessExpiryDays?: number;
                            presignedUrlTtlSeconds?: number;
                            storageLimitBytes?: number;
                            /** @enum {unknown} */
                            storageLimitPurgeStrategy?: "purge_oldest" | "purge_largest" | "purge_smallest" | "block_new";
                        } | null;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        settings: {
                            connectionId: string;
                            vaultPlus: {
                                enabled: boolean;
                                settingsOverrides: {
                                    autoCacheVault?: boolean;
                                    autoCacheMessages?: boolean;
                                    autoCachePosts?: boolean;
                                    autoCacheStories?: boolean;
                                    minAccessCountVault?: number;
                                    minAccessCountMessages?: number;
                                    minAccessCountPosts?: number;
                                    minAccessCountStories?: number;
                                    cacheImages?: boolean;
                                    cacheVideos?: boolean;
                                    cacheAudio?: boolean;
                                    imageQualities?: ("thumb" | "preview" | "full")[];
                                    videoQualities?: ("preview" | "720p" | "1080p" | "source")[];
                                    retentionDays?: number;
                                    accessExpiryDays?: number;
                                    presignedUrlTtlSeconds?: number;
                                    storageLimitBytes?: number;
                                    /** @enum {unknown} */
                                    storageLimitPurgeStrategy?: "purge_oldest" | "purge_largest" | "purge_smallest" | "block_new";
                                } | null;
                                stats: {
                                    vaultPlusEnabled: boolean;
                                    totalStorageBytes: number;
                                    storageLimitBytes: number;
                                    mediaCount: number;
                                    storedCount: number;
                                    storageUsagePercent: number;
                                };
                            };
                        };
                        purgeResult?: {
                            purgedCount: number;
                            freedBytes: number;
                        };
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    postAccountConnectionsImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    cookie: string;
                    userAgent: string;
                    xBc?: string;
                    sessionEndsAt?: string;
                    permissions?: string[];
                    connectionId?: string;
                    basis?: string;
                    clientReferenceId?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        status: "active" | "expired" | "awaiting_2fa";
                        userData: {
                            id: string;
                            name: string;
                            username: string;
                            avatar: string | null;
                        };
                        permissions: string[];
                        expiredAt: string | null;
                        createdAt: string;
                        updatedAt: string;
                        clientReferenceId: string | null;
                        imported: boolean;
                        lastCheckedAt: string | null;
                        state: string;
                        reason: string | null;
                        consent: {
                            by: string;
                            basis: string | null;
                        } | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    patchAccountConnectionsImportByConnectionId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    cookie: string;
                    userAgent: string;
                    xBc?: string;
                    sessionEndsAt?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {unknown} */
                        status: "active" | "expired" | "awaiting_2fa";
                        userData: {
                            id: string;
                            name: string;
                            username: string;
                            avatar: string | null;
                        };
                        permissions: string[];
                        expiredAt: string | null;
                        createdAt: string;
                        updatedAt: string;
                        clientReferenceId: string | null;
                        imported: boolean;
                        lastCheckedAt: string | null;
                        state: string;
                        reason: string | null;
                        consent: {
                            by: string;
                            basis: string | null;
                        } | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    postLinkInit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    clientAppId?: string;
                    redirectUrl?: string;
                    origin?: string;
                    clientReferenceId?: string;
                    connectionId?: string;
                    geolocation?: {
                        country: string;
                        state?: string;
                        city?: string;
                    };
                    /** @enum {unknown} */
                    mode?: "redirect" | "embed" | "hosted" | "whitelabel";
                    /** @enum {unknown} */
                    theme?: "light" | "dark" | "auto";
                    codeChallenge?: string;
                    /** @enum {unknown} */
                    codeChallengeMethod?: "S256";
                    options?: {
                        returnRawSession?: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        mode: "hosted" | "whitelabel";
                        url: string;
                        clientSecret?: string;
                        expiresAt: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    getLinkByClientSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clientSecret: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        status: "initialized" | "pending" | "awaiting_2fa" | "denied" | "completed" | "invalid_credentials" | "failed" | "not_found";
                        data?: {
                            twoFactorState: {
                                options: string[];
                                phoneCode?: {
                                    requestAttemptsLimit: number;
                                    requestAttemptsLeft: number;
                                    checkAttemptsLimit: number;
                                    checkAttemptsLeft: number;
                                };
                                phoneLast4?: string;
                            };
                        } | {
                            id: string;
                            userData: {
                                id: string;
                                name: string;
                                username: string;
                                avatar: string | null;
                            };
                        };
                        error?: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    deleteLinkByClientSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clientSecret: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to answer. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    postLinkExchange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                    codeVerifier: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        connectionId: string;
                        clientReferenceId: string | null;
                        userData: {
                            id: string;
                            name: string;
                            username: string;
                            avatar: string | null;
                        };
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    getLinkInvites: {
        parameters: {
            query?: {
                /** @description Rows in a page; more than 100 is lowered to it, which the answer says in `Warning`. */
                limit?: string;
                /** @description Rows to pass over. */
                offset?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        list: {
                            id: string;
                            appId: string;
                            environment: string;
                            /** @enum {unknown} */
                            state: "open" | "spent" | "revoked" | "expired";
                            clientReferenceId: string | null;
                            connectionId: string | null;
                            createdAt: string;
                            expiresAt: string;
                        }[];
                        hasMore: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    postLinkInvites: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    clientAppId?: string;
                    redirectUrl?: string;
                    clientReferenceId?: string;
                    connectionId?: string;
                    geolocation?: {
                        country: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        appId: string;
                        environment: string;
                        /** @enum {unknown} */
                        state: "open" | "spent" | "revoked" | "expired";
                        clientReferenceId: string | null;
                        connectionId: string | null;
                        createdAt: string;
                        expiresAt: string;
                        url: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    deleteLinkInvitesByInviteId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                inviteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to answer. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    getDynamicRules: {
        parameters: {
            query?: {
                format?: "deviint" | "datahoarders" | "rafa" | "xagler" | "amotrak" | "andpewka" | "lovi" | "hashypooh" | "ofauth";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rules: {
                            static_param: string;
                            format: string;
                            start: string;
                            end: string;
                            prefix: string;
                            suffix: string;
                            checksum_constant: number;
                            checksum_indexes: number[];
                            app_token: string;
                            revision: string;
                        };
                        is_current: boolean;
                        is_public: boolean;
                        is_early_access: boolean;
                    } | {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    getRules: {
        parameters: {
            query?: {
                format?: "deviint" | "datahoarders" | "rafa" | "xagler" | "amotrak" | "andpewka" | "lovi" | "hashypooh" | "ofauth";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rules: {
                            static_param: string;
                            format: string;
                            start: string;
                            end: string;
                            prefix: string;
                            suffix: string;
                            checksum_constant: number;
                            checksum_indexes: number[];
                            app_token: string;
                            revision: string;
                        };
                        is_current: boolean;
                        is_public: boolean;
                        is_early_access: boolean;
                    } | {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    getDynamicRulesStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        revision: string;
                        early_access_revision: string;
                        public_revision: string;
                        is_current: boolean;
                        is_early_access: boolean;
                        is_public: boolean;
                        access_granted: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    postDynamicRulesSign: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Path with query, such as `/api2/v2/users/me`, or a whole URL. */
                    endpoint: string;
                    /** @description Milliseconds since 1970; now unless given. */
                    time?: number | string;
                    /** @description The same under its older name. */
                    timestamp?: number | string;
                    /** @description The upstream user ID, if that header will be sent. */
                    "user-id"?: number | string;
                    /** @description The same under its older name. */
                    user_id?: number | string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        signed: {
                            [key: string]: string;
                        };
                        is_public: boolean;
                        is_early_access: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    postSign: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Path with query, such as `/api2/v2/users/me`, or a whole URL. */
                    endpoint: string;
                    /** @description Milliseconds since 1970; now unless given. */
                    time?: number | string;
                    /** @description The same under its older name. */
                    timestamp?: number | string;
                    /** @description The upstream user ID, if that header will be sent. */
                    "user-id"?: number | string;
                    /** @description The same under its older name. */
                    user_id?: number | string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        signed: {
                            [key: string]: string;
                        };
                        is_public: boolean;
                        is_early_access: boolean;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            default: components["responses"]["Problem"];
        };
    };
    onConnectionCreated: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's ID, the same at every attempt. */
                "webhook-id": string;
                /** @description When it was sent, in seconds. */
                "webhook-timestamp": string;
                /** @description Standard Webhooks 1.0: a `v1,` signature for each secret in force. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "connection.created";
                    /** Format: date-time */
                    timestamp: string;
                    /** @description Counts the events of one connection. */
                    sequence: number;
                    data: {
                        clientReferenceId: string | null;
                        connection: {
                            /** @description The Connection ID. */
                            id: string;
                            /** @enum {unknown} */
                            status: "active" | "expired" | "awaiting_2fa";
                            /** @description More exact than `status`. */
                            state: string;
                            reason: string | null;
                            /** @description What the organization's apps may do together. */
                            permissions?: string[];
                            userData?: {
                                id: string;
                                name: string;
                                username: string;
                                avatar: string | null;
                            };
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onConnectionUpdated: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's ID, the same at every attempt. */
                "webhook-id": string;
                /** @description When it was sent, in seconds. */
                "webhook-timestamp": string;
                /** @description Standard Webhooks 1.0: a `v1,` signature for each secret in force. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "connection.updated";
                    /** Format: date-time */
                    timestamp: string;
                    /** @description Counts the events of one connection. */
                    sequence: number;
                    data: {
                        clientReferenceId: string | null;
                        connection: {
                            /** @description The Connection ID. */
                            id: string;
                            /** @enum {unknown} */
                            status: "active" | "expired" | "awaiting_2fa";
                            /** @description More exact than `status`. */
                            state: string;
                            reason: string | null;
                            /** @description What the organization's apps may do together. */
                            permissions?: string[];
                            userData?: {
                                id: string;
                                name: string;
                                username: string;
                                avatar: string | null;
                            };
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onConnectionExpired: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's ID, the same at every attempt. */
                "webhook-id": string;
                /** @description When it was sent, in seconds. */
                "webhook-timestamp": string;
                /** @description Standard Webhooks 1.0: a `v1,` signature for each secret in force. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "connection.expired";
                    /** Format: date-time */
                    timestamp: string;
                    /** @description Counts the events of one connection. */
                    sequence: number;
                    data: {
                        clientReferenceId: string | null;
                        connection: {
                            /** @description The Connection ID. */
                            id: string;
                            /** @enum {unknown} */
                            status: "active" | "expired" | "awaiting_2fa";
                            /** @description More exact than `status`. */
                            state: string;
                            reason: string | null;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onConnectionDisconnected: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's ID, the same at every attempt. */
                "webhook-id": string;
                /** @description When it was sent, in seconds. */
                "webhook-timestamp": string;
                /** @description Standard Webhooks 1.0: a `v1,` signature for each secret in force. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "connection.disconnected";
                    /** Format: date-time */
                    timestamp: string;
                    /** @description Counts the events of one connection. */
                    sequence: number;
                    data: {
                        clientReferenceId: string | null;
                        connection: {
                            /** @description The Connection ID. */
                            id: string;
                            /** @enum {unknown} */
                            status: "active" | "expired" | "awaiting_2fa";
                            /** @description More exact than `status`. */
                            state: string;
                            reason: string | null;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onConnectionPaused: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's ID, the same at every attempt. */
                "webhook-id": string;
                /** @description When it was sent, in seconds. */
                "webhook-timestamp": string;
                /** @description Standard Webhooks 1.0: a `v1,` signature for each secret in force. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "connection.paused";
                    /** Format: date-time */
                    timestamp: string;
                    /** @description Counts the events of one connection. */
                    sequence: number;
                    data: {
                        clientReferenceId: string | null;
                        connection: {
                            /** @description The Connection ID. */
                            id: string;
                            /** @enum {unknown} */
                            status: "active" | "expired" | "awaiting_2fa";
                            /** @description More exact than `status`. */
                            state: string;
                            reason: string | null;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onConnectionResumed: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's ID, the same at every attempt. */
                "webhook-id": string;
                /** @description When it was sent, in seconds. */
                "webhook-timestamp": string;
                /** @description Standard Webhooks 1.0: a `v1,` signature for each secret in force. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "connection.resumed";
                    /** Format: date-time */
                    timestamp: string;
                    /** @description Counts the events of one connection. */
                    sequence: number;
                    data: {
                        clientReferenceId: string | null;
                        connection: {
                            /** @description The Connection ID. */
                            id: string;
                            /** @enum {unknown} */
                            status: "active" | "expired" | "awaiting_2fa";
                            /** @description More exact than `status`. */
                            state: string;
                            reason: string | null;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onConnectionRevoked: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's ID, the same at every attempt. */
                "webhook-id": string;
                /** @description When it was sent, in seconds. */
                "webhook-timestamp": string;
                /** @description Standard Webhooks 1.0: a `v1,` signature for each secret in force. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "connection.revoked";
                    /** Format: date-time */
                    timestamp: string;
                    /** @description Counts the events of one connection. */
                    sequence: number;
                    data: {
                        clientReferenceId: string | null;
                        connection: {
                            /** @description The Connection ID. */
                            id: string;
                            /** @enum {unknown} */
                            status: "active" | "expired" | "awaiting_2fa";
                            /** @description More exact than `status`. */
                            state: string;
                            reason: string | null;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onConnectionRepaired: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's ID, the same at every attempt. */
                "webhook-id": string;
                /** @description When it was sent, in seconds. */
                "webhook-timestamp": string;
                /** @description Standard Webhooks 1.0: a `v1,` signature for each secret in force. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "connection.repaired";
                    /** Format: date-time */
                    timestamp: string;
                    /** @description Counts the events of one connection. */
                    sequence: number;
                    data: {
                        clientReferenceId: string | null;
                        connection: {
                            /** @description The Connection ID. */
                            id: string;
                            /** @enum {unknown} */
                            status: "active" | "expired" | "awaiting_2fa";
                            /** @description More exact than `status`. */
                            state: string;
                            reason: string | null;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onConnectionWillExpire: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's ID, the same at every attempt. */
                "webhook-id": string;
                /** @description When it was sent, in seconds. */
                "webhook-timestamp": string;
                /** @description Standard Webhooks 1.0: a `v1,` signature for each secret in force. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "connection.will_expire";
                    /** Format: date-time */
                    timestamp: string;
                    /** @description Counts the events of one connection. */
                    sequence: number;
                    data: {
                        clientReferenceId: string | null;
                        connection: {
                            /** @description The Connection ID. */
                            id: string;
                            /** @enum {unknown} */
                            status: "active" | "expired" | "awaiting_2fa";
                            /** @description More exact than `status`. */
                            state: string;
                            reason: string | null;
                        };
                    } & {
                        warning: {
                            /** @enum {unknown} */
                            cause: "cookie_expiry" | "session_age" | "challenges";
                            sessionEndsAt: string | null;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onRulesUpdated: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's ID, the same at every attempt. */
                "webhook-id": string;
                /** @description When it was sent, in seconds. */
                "webhook-timestamp": string;
                /** @description Standard Webhooks 1.0: a `v1,` signature for each secret in force. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "rules.updated";
                    /** Format: date-time */
                    timestamp: string;
                    /** @description Counts the events of one connection. */
                    sequence: number;
                    data: {
                        revision: string;
                    };
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onRulesRejected: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's ID, the same at every attempt. */
                "webhook-id": string;
                /** @description When it was sent, in seconds. */
                "webhook-timestamp": string;
                /** @description Standard Webhooks 1.0: a `v1,` signature for each secret in force. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "rules.rejected";
                    /** Format: date-time */
                    timestamp: string;
                    /** @description Counts the events of one connection. */
                    sequence: number;
                    data: {
                        source: string;
                        reason: string;
                    };
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onRulesStale: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's ID, the same at every attempt. */
                "webhook-id": string;
                /** @description When it was sent, in seconds. */
                "webhook-timestamp": string;
                /** @description Standard Webhooks 1.0: a `v1,` signature for each secret in force. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "rules.stale";
                    /** Format: date-time */
                    timestamp: string;
                    /** @description Counts the events of one connection. */
                    sequence: number;
                    data: {
                        revision: string;
                    };
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onUpstreamDrift: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's ID, the same at every attempt. */
                "webhook-id": string;
                /** @description When it was sent, in seconds. */
                "webhook-timestamp": string;
                /** @description Standard Webhooks 1.0: a `v1,` signature for each secret in force. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "upstream.drift";
                    /** Format: date-time */
                    timestamp: string;
                    /** @description Counts the events of one connection. */
                    sequence: number;
                    data: {
                        endpoint: string;
                        changes: {
                            /** @description Such as `list[].price`. */
                            place: string;
                            /** @enum {unknown} */
                            kind: "new" | "type" | "missing";
                            was: string[];
                            is: string[];
                        }[];
                    };
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again later. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
