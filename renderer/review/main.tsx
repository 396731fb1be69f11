import { mount } from '../shared/mount.js'
import { ReviewWindow } from './ReviewWindow.js'
import '../shared/theme.css'
import './review.css'
import './diff.css'

mount(<ReviewWindow session={new URLSearchParams(location.search).get('session') ?? ''} />)
