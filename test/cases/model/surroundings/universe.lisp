(lang intent 1.0)

(universe test
  (services "*")
  (repositories (github "acme/*" :topic service) (bitbucket "acme/*"))
  (code-host sourceforge)
  (schedule "0 6 * * 9" :do evolve)
  (schedule "0 6 * * 1" :do dance)
  (schedule "0 6 * * 1" :do audit :zone "Mars/North")
  (consumer ios-app "The app." :outside :lag 180 (uses store-rows (rpc read)))
  (conflict-rule variant-added :use matches :language python :source fine)
  (boundary "web-*" :never-uses "store-*" :because "pages ask through an api")
  (allow-break store-rows/rpc:read :until "soon"))
