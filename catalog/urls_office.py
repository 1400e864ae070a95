from django.urls import path

from catalog.views.office import drafts, editor, listings, photos, prices, publishing, scheduling, videos

app_name = "listings"

urlpatterns = [
    path("", listings.listing_list, name="listing-list"),
    path("new/", drafts.new_listing, name="listing-new"),
    path("withdraw/", publishing.withdraw_many, name="listing-withdraw-many"),
    path("prices/", prices.price_proposals, name="price-proposals"),
    path("<int:pk>/", editor.edit_listing, name="listing-edit"),
    path("<int:pk>/save/<slug:key>/", editor.save_section, name="section-save"),
    path("<int:pk>/prices/take/", prices.take, name="proposals-take"),
    path("<int:pk>/prices/scheduled/", scheduling.scheduled_prices, name="scheduled-prices"),
    path("<int:pk>/prices/scheduled/<int:scheduled>/end/", scheduling.end, name="scheduled-end"),
    path("<int:pk>/card/", editor.show_card, name="listing-card"),
    path("<int:pk>/preview/", editor.preview, name="listing-preview"),
    path("<int:pk>/hs/", editor.find_hs_codes, name="hs-find"),
    path("<int:pk>/publish/", publishing.publish_listing, name="listing-publish"),
    path("<int:pk>/withdraw/", publishing.withdraw_listing, name="listing-withdraw"),
    path("<int:pk>/copy/", drafts.copy, name="listing-copy"),
    path("<int:pk>/remove/", drafts.remove, name="listing-remove"),
    path("<int:pk>/restore/", drafts.restore, name="listing-restore"),
    path("<int:pk>/variants/add/", drafts.add_variant, name="variant-add"),
    path("<int:pk>/variants/<int:variant>/remove/", drafts.remove_variant, name="variant-remove"),
    path("<int:pk>/video/", videos.add, name="video-add"),
    path("<int:pk>/video/describe/", videos.describe, name="video-describe"),
    path("<int:pk>/video/remove/", videos.remove, name="video-remove"),
    path("<int:pk>/video/retry/", videos.retry, name="video-retry"),
    path("<int:pk>/video/progress/", videos.progress, name="video-progress"),
    path("<int:pk>/photos/", photos.add, name="photo-add"),
    path("<int:pk>/photos/order/", photos.order, name="photo-order"),
    path("<int:pk>/photos/progress/", photos.progress, name="photo-progress"),
    path("<int:pk>/photos/<int:photo>/describe/", photos.describe, name="photo-describe"),
    path("<int:pk>/photos/<int:photo>/move/", photos.move, name="photo-move"),
    path("<int:pk>/photos/<int:photo>/remove/", photos.remove, name="photo-remove"),
    path("<int:pk>/photos/<int:photo>/restore/", photos.restore, name="photo-restore"),
    path("<int:pk>/photos/<int:photo>/retry/", photos.retry, name="photo-retry"),
]
