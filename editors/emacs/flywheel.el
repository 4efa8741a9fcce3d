;;; flywheel.el --- Intents of Flywheel, by flywheel lsp -*- lexical-binding: t; -*-

;; (load "…/editors/emacs/flywheel.el"), then open an intent: Eglot starts the server.

(require 'lisp-mode)

(define-derived-mode flywheel-intent-mode lisp-data-mode "Intent"
  "Mode for universe.lisp and intent.lisp."
  (setq-local lisp-indent-function #'flywheel-intent-indent)
  (setq-local indent-tabs-mode nil))

(defun flywheel-intent-indent (_point state)
  "Two columns inside of every form, as `forge fmt' lays it out; STATE is the parser's."
  (let ((open (elt state 1)))
    (when open
      (save-excursion
        (goto-char open)
        (+ 2 (current-column))))))

(add-to-list 'auto-mode-alist '("/universe\\.lisp\\'" . flywheel-intent-mode))
(add-to-list 'auto-mode-alist '("/\\(?:[^/]+\\.\\)?intent\\.lisp\\'" . flywheel-intent-mode))

;; One server for a universe, also where each of its services is a repository of its own.
(defun flywheel-project (folder)
  "The universe that FOLDER stands in, as the project of an intent's buffer."
  (when (derived-mode-p 'flywheel-intent-mode)
    (let ((root (locate-dominating-file folder "universe.lisp")))
      (and root (cons 'transient (expand-file-name root))))))
(with-eval-after-load 'project
  (add-hook 'project-find-functions #'flywheel-project))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '(flywheel-intent-mode . ("flywheel" "lsp" "--stdio"))))
(add-hook 'flywheel-intent-mode-hook
          (lambda () (when (fboundp 'eglot-ensure) (eglot-ensure))))

(provide 'flywheel)
;;; flywheel.el ends here
